using System.Globalization;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// What a network's inputs and targets are normalised by, as metadata of its file (<c>normalization.inputs.mean</c>): numbers
/// with a space between them.
/// </summary>
internal readonly record struct NormalizationPair(Normalization? Inputs, Normalization? Targets)
{
    private const string InputsKey = "normalization.inputs";
    private const string TargetsKey = "normalization.targets";

    public static NormalizationPair Of(NetworkState state) => new(state.InputNormalization, state.TargetNormalization);

    /// <summary>Takes them from a file. One from elsewhere has none: the present ones stay.</summary>
    /// <exception cref="ParameterMismatchException">They are no numbers, or not as many as the network has inputs.</exception>
    public static NormalizationPair Read(NetworkState state, SafetensorsFile file, string prefix)
    {
        if (!file.Metadata.ContainsKey(NetworkFile.NetworkKey))
        {
            return Of(state);
        }

        Normalization? inputs = Read(file, prefix + InputsKey);
        return inputs is null || inputs.Columns == state.Definition.Inputs
            ? new NormalizationPair(inputs, Read(file, prefix + TargetsKey))
            : throw new ParameterMismatchException(
                $"'{prefix}{InputsKey}' has {inputs.Columns} columns in the file; {state.Definition.Name} takes {state.Definition.Inputs} inputs.");
    }

    public void AddTo(SafetensorsContent content, string prefix)
    {
        Add(content, prefix + InputsKey, Inputs);
        Add(content, prefix + TargetsKey, Targets);
    }

    public void Apply(NetworkState state) => (state.InputNormalization, state.TargetNormalization) = (Inputs, Targets);

    private static void Add(SafetensorsContent content, string key, Normalization? normalization)
    {
        if (normalization is not null)
        {
            content.Add(key + ".mean", Text(normalization.Mean));
            content.Add(key + ".deviation", Text(normalization.Deviation));
        }
    }

    private static string Text(ReadOnlySpan<float> values) => string.Join(
        ' ', values.ToArray().Select(static value => value.ToString("R", CultureInfo.InvariantCulture)));

    private static Normalization? Read(SafetensorsFile file, string key)
    {
        float[]? mean = Values(file, key + ".mean");
        float[]? deviation = Values(file, key + ".deviation");
        if (mean is null && deviation is null)
        {
            return null;
        }

        try
        {
            return new Normalization(mean, deviation);
        }
        catch (ArgumentException exception)
        {
            throw new ParameterMismatchException($"The metadata '{key}': {exception.Message}");
        }
    }

    private static float[]? Values(SafetensorsFile file, string key)
    {
        if (!file.Metadata.TryGetValue(key, out string? text))
        {
            return null;
        }

        string[] parts = text.Split(' ');
        var values = new float[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!float.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]))
            {
                throw new ParameterMismatchException($"The metadata '{key}' has {SafetensorsHeader.Quote(parts[i])} at place {i}; it must be numbers.");
            }
        }

        return values;
    }
}
