using System.Globalization;
using nietras.SeparatedValues;

namespace DropoutGen;

/// <summary>The rows of a CSV file, one after the other.</summary>
internal sealed class CsvRows : IDisposable
{
    private readonly string _path;
    private readonly SepReader _reader;
    private readonly string[] _names;
    private readonly int[] _inputs;
    private readonly int[] _targets;
    private bool _isFirstPending;

    public CsvRows(string path, CsvColumns columns)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(columns);
        _path = path;
        SepReaderOptions options = columns.Separator is { } separator ? Sep.New(separator).Reader() : Sep.Reader();
        _reader = (options with { HasHeader = columns.HasHeader, Unescape = true, CultureInfo = CultureInfo.InvariantCulture }).FromFile(path);
        try
        {
            _names = columns.HasHeader ? [.. _reader.Header.ColNames] : NumberedNames();
            _targets = [.. columns.Targets.Select(Index)];
            _inputs = columns.Inputs is null
                ? [.. Enumerable.Range(0, _names.Length).Except(_targets)]
                : [.. columns.Inputs.Select(Index)];
            if (_targets.Length == 0 || _inputs.Length == 0)
            {
                throw new InvalidDataException(
                    $"{path}: {_inputs.Length} columns are inputs and {_targets.Length} targets; there must be one of each at least.");
            }
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    public int InputCount => _inputs.Length;

    public int TargetCount => _targets.Length;

    /// <exception cref="InvalidDataException">The row has more or fewer columns than the first line.</exception>
    public bool MoveNext()
    {
        if (_isFirstPending)
        {
            _isFirstPending = false;
            return true;
        }

        try
        {
            return _reader.MoveNext();
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{_path}: {exception.Message}", exception);
        }
    }

    public void RequireOneTarget()
    {
        if (TargetCount != 1)
        {
            throw new InvalidDataException($"{_path}: {TargetCount} columns are targets; a class is one.");
        }
    }

    public float[] Inputs() => Values(_inputs);

    public float[] Targets() => Values(_targets);

    public string TargetText() => _reader.Current[_targets[0]].ToString();

    /// <summary>An exception that says where the present row stands.</summary>
    public InvalidDataException Invalid(string fault) => new(
        string.Create(CultureInfo.InvariantCulture, $"{_path}, line {_reader.Current.LineNumberFrom}: {fault}."));

    public void Dispose() => _reader.Dispose();

    private float[] Values(int[] columns)
    {
        var values = new float[columns.Length];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<char> text = _reader.Current[columns[i]].Span;
            if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]))
            {
                throw Invalid($"column '{_names[columns[i]]}': '{text}' is no number");
            }
        }

        return values;
    }

    private string[] NumberedNames()
    {
        _isFirstPending = _reader.MoveNext();
        return _isFirstPending
            ? [.. Enumerable.Range(0, _reader.Current.ColCount).Select(static number => number.ToString(CultureInfo.InvariantCulture))]
            : throw new InvalidDataException($"{_path}: there are no rows.");
    }

    private int Index(string name)
    {
        int index = Array.IndexOf(_names, name);
        return index >= 0
            ? index
            : throw new InvalidDataException($"{_path}: there is no column '{name}'; there are {string.Join(", ", _names)}.");
    }
}
