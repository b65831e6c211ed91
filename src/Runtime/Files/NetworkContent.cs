using System.Globalization;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// The values of a network apart from it: what a file has, checked against the network before anything is changed, or what
/// the network had at a moment.
/// </summary>
internal sealed class NetworkContent
{
    private readonly NetworkState _state;
    private readonly float[][] _values;
    private readonly long[] _batchCounts;
    private readonly double[] _rates;
    private readonly NormalizationPair _normalization;

    private NetworkContent(
        NetworkState state, float[][] values, long[] batchCounts, double[] rates, NormalizationPair normalization)
    {
        _state = state;
        _values = values;
        _batchCounts = batchCounts;
        _rates = rates;
        _normalization = normalization;
    }

    /// <summary>What a network keeps as tensors of floats: parameters, then running statistics.</summary>
    public static IEnumerable<ParameterView> Views(NetworkState state) => state.Parameters.Concat(state.RunningStatistics);

    /// <summary>The name of the number of batches that running statistics have seen; PyTorch's.</summary>
    public static string CountName(BatchNormDefinition normalization) => normalization.Name + ".num_batches_tracked";

    /// <summary>Adds a network's present values to what is to be written.</summary>
    public static void Add(NetworkState state, SafetensorsContent content)
    {
        AddCounts(state, content, state.BatchNorms.BatchCounts, prefix: "");
        foreach (ParameterView view in Views(state))
        {
            content.Add(view.Name, view);
        }

        foreach (DropoutState dropout in state.Dropouts)
        {
            content.Add(RateKey(dropout), dropout.Rate);
        }

        NormalizationPair.Of(state).AddTo(content, prefix: "");
    }

    /// <summary>Copies a network's present values.</summary>
    public static NetworkContent Capture(NetworkState state) => new(
        state,
        [.. Views(state).Select(static view => view.ToArray())],
        [.. state.BatchNorms.BatchCounts],
        [.. state.Dropouts.Select(static dropout => dropout.Rate)],
        NormalizationPair.Of(state));

    /// <summary>Takes a network's values from a file. Tensors that are not the network's are not looked at.</summary>
    /// <param name="state">The network; it is not changed.</param>
    /// <param name="file">The file.</param>
    /// <param name="prefix">What stands in front of all names.</param>
    /// <exception cref="ParameterMismatchException">Names, shapes or rates do not fit the network.</exception>
    public static NetworkContent Read(NetworkState state, SafetensorsFile file, string prefix = "") => new(
        state,
        [.. Views(state).Select(view => Values(state.Definition.Name, file, prefix + view.Name, view))],
        [.. state.Definition.BatchNorms.Select((normalization, i) => Count(file, prefix + CountName(normalization), state.BatchNorms.BatchCounts[i]))],
        [.. state.Dropouts.Select(dropout => Rate(file, prefix + RateKey(dropout), dropout))],
        NormalizationPair.Read(state, file, prefix));

    /// <summary>Adds these values to what is to be written.</summary>
    public void Add(SafetensorsContent content, string prefix)
    {
        AddCounts(_state, content, _batchCounts, prefix);
        foreach ((ParameterView view, float[] values) in Views(_state).Zip(_values))
        {
            content.Add(new SafetensorsSource(
                prefix + view.Name,
                view.Shape,
                (start, destination) => values.AsSpan((int)start, destination.Length).CopyTo(destination)));
        }

        for (int i = 0; i < _rates.Length; i++)
        {
            content.Add(prefix + RateKey(_state.Dropouts[i]), _rates[i]);
        }

        _normalization.AddTo(content, prefix);
    }

    /// <summary>Gives the network these values.</summary>
    public void Apply()
    {
        foreach ((ParameterView view, float[] values) in Views(_state).Zip(_values))
        {
            view.CopyFrom(values);
        }

        _batchCounts.CopyTo(_state.BatchNorms.BatchCounts, 0);

        for (int i = 0; i < _rates.Length; i++)
        {
            // A learned rate is its logit, a parameter.
            if (_state.Dropouts[i].Definition.Kind != DropoutKind.Concrete)
            {
                _state.Dropouts[i].Rate = _rates[i];
            }
        }

        _normalization.Apply(_state);
    }

    /// <summary>The values of a tensor of a parameter's shape.</summary>
    /// <exception cref="ParameterMismatchException">There is none of that name, or its shape is another.</exception>
    public static float[] Values(string owner, SafetensorsFile file, string name, ParameterView parameter)
    {
        SafetensorsTensor tensor = file.Find(name)
            ?? throw new ParameterMismatchException($"{owner} needs the tensor '{name}'; the file has {Names(file)}.");
        if (tensor.IsInteger)
        {
            throw new ParameterMismatchException($"'{name}' holds integers in the file; {owner} needs floats.");
        }

        return tensor.Shape.SequenceEqual(parameter.Shape)
            ? tensor.Values
            : throw new ParameterMismatchException(
                $"'{name}' has the shape [{string.Join(", ", tensor.Shape)}] in the file; " +
                $"{owner} needs [{string.Join(", ", parameter.Shape)}].");
    }

    private static void AddCounts(NetworkState state, SafetensorsContent content, long[] counts, string prefix)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            content.Add(SafetensorsSource.Integer(prefix + CountName(state.Definition.BatchNorms[i]), counts[i]));
        }
    }

    // A file from elsewhere may have no counts: the present ones stay.
    private static long Count(SafetensorsFile file, string name, long present)
    {
        SafetensorsTensor? tensor = file.Find(name);
        return tensor is null ? present
            : tensor is { IsInteger: true, Integers: [>= 0 and var count] } ? count
            : throw new ParameterMismatchException($"'{name}' must be one integer, 0 or above.");
    }

    // A file from elsewhere has no rates: the present ones stay.
    private static double Rate(SafetensorsFile file, string key, DropoutState dropout)
    {
        if (!file.Metadata.TryGetValue(key, out string? text))
        {
            return dropout.Rate;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) && dropout.Accepts(rate)
            ? rate
            : throw new ParameterMismatchException(
                $"The metadata '{key}' is '{text}'; it must be a rate of " +
                (dropout.Definition.Balanced ? "0.5 or 0, since the dropout is balanced." : "0 or above and below 1."));
    }

    private static string RateKey(DropoutState dropout) => dropout.Definition.Name + ".rate";

    private static string Names(SafetensorsFile file) =>
        file.Tensors.Count == 0 ? "none" : string.Join(", ", file.Tensors.Select(static tensor => tensor.Name));
}
