using System.ComponentModel;
using System.Globalization;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Networks as safetensors: parameters under PyTorch's names and in its order, dropout rates as metadata
/// (<c>dropout0.rate</c>), so that other readers see nothing but tensors they know.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkFile
{
    private const string NetworkKey = "network";

    /// <summary>Writes a file beside the target and moves it into place.</summary>
    public static void Save(NetworkState state, string path)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => Save(state, stream));
    }

    /// <summary>Writes to a stream.</summary>
    public static void Save(NetworkState state, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(stream);
        IEnumerable<SafetensorsSource> tensors = state.Parameters.Select(
            static view => new SafetensorsSource(view.Name, view.Shape, view.CopyPiece));
        var metadata = new List<KeyValuePair<string, string>> { new(NetworkKey, state.Definition.Name) };
        metadata.AddRange(state.Dropouts.Select(static dropout => new KeyValuePair<string, string>(
            RateKey(dropout), dropout.Rate.ToString("R", CultureInfo.InvariantCulture))));
        SafetensorsWriter.Write(stream, [.. tensors], metadata);
    }

    /// <summary>Replaces parameters and rates by a file's; a failure changes nothing.</summary>
    public static void Restore(NetworkState state, string path)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        Restore(state, stream);
    }

    /// <summary>Replaces parameters and rates by a stream's; a failure changes nothing.</summary>
    public static void Restore(NetworkState state, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(stream);
        SafetensorsFile file = SafetensorsReader.Read(stream);

        // Everything is checked before anything is changed.
        var values = new float[state.Parameters.Count][];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Values(state, file, state.Parameters[i]);
        }

        RequireNoOthers(state, file);
        double[] rates = [.. state.Dropouts.Select(dropout => Rate(file, dropout))];
        for (int i = 0; i < values.Length; i++)
        {
            state.Parameters[i].CopyFrom(values[i]);
        }

        for (int i = 0; i < rates.Length; i++)
        {
            state.Dropouts[i].Rate = rates[i];
        }
    }

    private static float[] Values(NetworkState state, SafetensorsFile file, ParameterView parameter)
    {
        SafetensorsTensor tensor = file.Find(parameter.Name)
            ?? throw new ParameterMismatchException(
                $"{state.Definition.Name} needs the tensor '{parameter.Name}'; the file has {Names(file)}.");
        return tensor.Shape.SequenceEqual(parameter.Shape)
            ? tensor.Values
            : throw new ParameterMismatchException(
                $"'{parameter.Name}' has the shape [{string.Join(", ", tensor.Shape)}] in the file; " +
                $"{state.Definition.Name} needs [{string.Join(", ", parameter.Shape)}].");
    }

    private static void RequireNoOthers(NetworkState state, SafetensorsFile file)
    {
        string[] others =
        [
            .. file.Tensors
                .Select(static tensor => tensor.Name)
                .Where(name => state.Parameters.All(view => view.Name != name)),
        ];
        if (others.Length > 0)
        {
            throw new ParameterMismatchException(
                $"The file has tensors that {state.Definition.Name} does not know: {string.Join(", ", others)}.");
        }
    }

    // A file from elsewhere has no rates: the present ones stay.
    private static double Rate(SafetensorsFile file, DropoutState dropout)
    {
        if (!file.Metadata.TryGetValue(RateKey(dropout), out string? text))
        {
            return dropout.Rate;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) && dropout.Accepts(rate)
            ? rate
            : throw new ParameterMismatchException(
                $"The metadata '{RateKey(dropout)}' is '{text}'; it must be a rate of " +
                (dropout.Definition.Balanced ? "0.5 or 0, since the dropout is balanced." : "0 or above and below 1."));
    }

    private static string RateKey(DropoutState dropout) => dropout.Definition.Name + ".rate";

    private static string Names(SafetensorsFile file) =>
        file.Tensors.Count == 0 ? "none" : string.Join(", ", file.Tensors.Select(static tensor => tensor.Name));
}
