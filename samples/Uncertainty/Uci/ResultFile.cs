using System.Text.Json;

namespace DropoutGen.Samples.Uncertainty.Uci;

/// <summary>The finished splits of a set, kept in a file: a run that was stopped goes on where it was.</summary>
internal sealed class ResultFile
{
    private static readonly JsonSerializerOptions s_format = new() { WriteIndented = true };

    private readonly string _path;
    private readonly ProtocolSettings _settings;
    private readonly SortedDictionary<int, SplitResult> _results = [];
    private readonly Lock _lock = new();

    /// <exception cref="InvalidDataException">The file is of a run with other settings, or no such file.</exception>
    public ResultFile(string folder, string set, ProtocolSettings settings)
    {
        _path = Path.Combine(folder, $"{set}.json");
        _settings = settings;
        if (!File.Exists(_path))
        {
            return;
        }

        Content content = Read();
        if (content.Settings != settings)
        {
            throw new InvalidDataException(
                $"{_path} holds splits of a run with other settings ({content.Settings}): take another folder, or delete it.");
        }

        foreach (SplitResult result in content.Splits)
        {
            _results[result.Split] = result;
        }
    }

    /// <summary>The finished splits, in order.</summary>
    public SplitResult[] Results
    {
        get
        {
            lock (_lock)
            {
                return [.. _results.Values];
            }
        }
    }

    public bool Contains(int split)
    {
        lock (_lock)
        {
            return _results.ContainsKey(split);
        }
    }

    /// <summary>Adds a split and writes the file; what was written before is lost at no time.</summary>
    public void Add(SplitResult result)
    {
        lock (_lock)
        {
            _results[result.Split] = result;
            string temporary = _path + ".part";
            File.WriteAllText(temporary, JsonSerializer.Serialize(new Content(_settings, [.. _results.Values]), s_format));
            File.Move(temporary, _path, overwrite: true);
        }
    }

    private Content Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Content>(File.ReadAllText(_path), s_format)
                ?? throw new InvalidDataException($"{_path} is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{_path} holds no results: {exception.Message}", exception);
        }
    }

    private sealed record Content(ProtocolSettings Settings, SplitResult[] Splits);
}
