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
        // Integers first: behind an odd number of floats they would not be aligned, which readers that map the file demand.
        IEnumerable<SafetensorsSource> tensors =
        [
            .. state.Definition.BatchNorms.Select((normalization, i) => SafetensorsSource.Integer(CountName(normalization), state.BatchNorms.BatchCounts[i])),
            .. Views(state).Select(static view => new SafetensorsSource(view.Name, view.Shape, view.CopyPiece)),
        ];
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
        ParameterView[] views = [.. Views(state)];
        var values = new float[views.Length][];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Values(state, file, views[i]);
        }

        long[] counts = [.. state.Definition.BatchNorms.Select((normalization, i) => Count(file, normalization, state.BatchNorms.BatchCounts[i]))];
        RequireNoOthers(state, file);
        double[] rates = [.. state.Dropouts.Select(dropout => Rate(file, dropout))];
        for (int i = 0; i < values.Length; i++)
        {
            views[i].CopyFrom(values[i]);
        }

        counts.CopyTo(state.BatchNorms.BatchCounts, 0);

        for (int i = 0; i < rates.Length; i++)
        {
            state.Dropouts[i].Rate = rates[i];
        }
    }

    private static IEnumerable<ParameterView> Views(NetworkState state) => state.Parameters.Concat(state.RunningStatistics);

    private static string CountName(BatchNormDefinition normalization) => normalization.Name + ".num_batches_tracked";

    // A file from elsewhere may have no counts: the present ones stay.
    private static long Count(SafetensorsFile file, BatchNormDefinition normalization, long present)
    {
        SafetensorsTensor? tensor = file.Find(CountName(normalization));
        return tensor is null ? present
            : tensor is { IsInteger: true, Integers: [>= 0 and var count] } ? count
            : throw new ParameterMismatchException($"'{CountName(normalization)}' must be one integer, 0 or above.");
    }

    private static float[] Values(NetworkState state, SafetensorsFile file, ParameterView parameter)
    {
        SafetensorsTensor tensor = file.Find(parameter.Name)
            ?? throw new ParameterMismatchException(
                $"{state.Definition.Name} needs the tensor '{parameter.Name}'; the file has {Names(file)}.");
        if (tensor.IsInteger)
        {
            throw new ParameterMismatchException($"'{parameter.Name}' holds integers in the file; {state.Definition.Name} needs floats.");
        }

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
                .Where(name => Views(state).All(view => view.Name != name)
                    && state.Definition.BatchNorms.All(normalization => CountName(normalization) != name)),
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
