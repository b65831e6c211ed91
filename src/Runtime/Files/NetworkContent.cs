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
    private readonly double[] _rates;
    private readonly NormalizationPair _normalization;

    private NetworkContent(NetworkState state, float[][] values, double[] rates, NormalizationPair normalization)
    {
        _state = state;
        _values = values;
        _rates = rates;
        _normalization = normalization;
    }

    /// <summary>Adds a network's present values to what is to be written.</summary>
    public static void Add(NetworkState state, SafetensorsContent content)
    {
        foreach (ParameterView view in state.Parameters)
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
        [.. state.Parameters.Select(static view => view.ToArray())],
        [.. state.Dropouts.Select(static dropout => dropout.Rate)],
        NormalizationPair.Of(state));

    /// <summary>Takes a network's values from a file. Tensors that are not the network's are not looked at.</summary>
    /// <param name="state">The network; it is not changed.</param>
    /// <param name="file">The file.</param>
    /// <param name="prefix">What stands in front of all names.</param>
    /// <exception cref="ParameterMismatchException">Names, shapes or rates do not fit the network.</exception>
    public static NetworkContent Read(NetworkState state, SafetensorsFile file, string prefix = "") => new(
        state,
        [.. state.Parameters.Select(view => Values(state.Definition.Name, file, prefix + view.Name, view))],
        [.. state.Dropouts.Select(dropout => Rate(file, prefix + RateKey(dropout), dropout))],
        NormalizationPair.Read(state, file, prefix));

    /// <summary>Adds these values to what is to be written.</summary>
    public void Add(SafetensorsContent content, string prefix)
    {
        for (int i = 0; i < _values.Length; i++)
        {
            float[] values = _values[i];
            content.Add(new SafetensorsSource(
                prefix + _state.Parameters[i].Name,
                _state.Parameters[i].Shape,
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
        for (int i = 0; i < _values.Length; i++)
        {
            _state.Parameters[i].CopyFrom(_values[i]);
        }

        for (int i = 0; i < _rates.Length; i++)
        {
            _state.Dropouts[i].Rate = _rates[i];
        }

        _normalization.Apply(_state);
    }

    /// <summary>The values of a tensor of a parameter's shape.</summary>
    /// <exception cref="ParameterMismatchException">There is none of that name, or its shape is another.</exception>
    public static float[] Values(string owner, SafetensorsFile file, string name, ParameterView parameter)
    {
        SafetensorsTensor tensor = file.Find(name)
            ?? throw new ParameterMismatchException($"{owner} needs the tensor '{name}'; the file has {Names(file)}.");
        return tensor.Shape.SequenceEqual(parameter.Shape)
            ? tensor.Values
            : throw new ParameterMismatchException(
                $"'{name}' has the shape [{string.Join(", ", tensor.Shape)}] in the file; " +
                $"{owner} needs [{string.Join(", ", parameter.Shape)}].");
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
