using System.Globalization;
using System.Text.RegularExpressions;

namespace DropoutGen.TestSupport.Oracle;

/// <summary>
/// Reads the attribute lists of a network declaration, as a user writes them, into an oracle: what is compiled and what
/// it is held against come from one text.
/// </summary>
public static partial class OracleDeclaration
{
    /// <param name="attributes">The network's attribute lists.</param>
    /// <param name="blocks">The classes of the blocks that they name, each behind those that it names.</param>
    public static OracleNetwork Read(string attributes, string blocks = "")
    {
        var known = new Dictionary<string, OracleLayer[]>();
        foreach (Match block in Block().Matches(blocks))
        {
            known.Add(block.Groups["name"].Value, [.. Layers(block.Groups["layers"].Value, known, out _, out _)]);
        }

        List<OracleLayer> layers = Layers(attributes, known, out int? inputs, out OracleLoss? loss);
        return new OracleNetwork(
            inputs ?? throw new FormatException($"No inputs in '{attributes}'."),
            layers,
            loss ?? throw new FormatException($"No loss in '{attributes}'."));
    }

    private static List<OracleLayer> Layers(
        string attributes, Dictionary<string, OracleLayer[]> blocks, out int? inputs, out OracleLoss? loss)
    {
        inputs = null;
        loss = null;
        var layers = new List<OracleLayer>();
        foreach (Match match in Attribute().Matches(attributes))
        {
            string name = match.Groups["name"].Value;
            string[] arguments = match.Groups["arguments"].Value.Split(
                ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            switch (name)
            {
                case "Network":
                    inputs = (int)Number(arguments);
                    break;
                case "SoftmaxCrossEntropy":
                    loss = new SoftmaxCrossEntropy();
                    break;
                case "SigmoidCrossEntropy":
                    loss = new SigmoidCrossEntropy();
                    break;
                case "MeanSquaredError":
                    loss = new MeanSquaredError();
                    break;
                case "Huber":
                    loss = new Huber(Number(arguments, 1));
                    break;
                case "Quantile":
                    loss = new Quantile(Array.ConvertAll(arguments, static text => double.Parse(text, CultureInfo.InvariantCulture)));
                    break;
                case "GaussianNegativeLogLikelihood":
                    loss = new GaussianNegativeLogLikelihood(arguments.Contains("Full = true"));
                    break;
                case "FeatureDropout":
                    layers.Add(new OracleFeatureDropout(Number(arguments), Features(match.Groups["arguments"].Value)));
                    break;
                case "Repeat":
                    layers.Add(new OracleRepeat((int)Number(arguments), blocks[match.Groups["block"].Value]));
                    break;
                case "Residual":
                    layers.Add(new OracleResidual((int)Setting(arguments, "Repeat", 1), blocks[match.Groups["block"].Value]) { DropPath = DropPath(arguments) });
                    break;
                default:
                    layers.Add(Layer(name, arguments));
                    break;
            }
        }

        return layers;
    }

    private static OracleLayer Layer(string name, string[] arguments) => name switch
    {
        "Dense" => new Dense(
            (int)Number(arguments), !arguments.Contains("Bias = false"), Setting(arguments, "MaxNorm", double.PositiveInfinity)),
        "Dropout" when arguments.Contains("Marginalized = true") => new OracleMarginalizedDropout(Number(arguments)),
        "Dropout" => new OracleDropout(
            Number(arguments), Scaling(arguments), (int)Setting(arguments, "RowsPerMask", 1), arguments.Contains("Balanced = true")),
        "AlphaDropout" => new OracleAlphaDropout(Number(arguments)),
        "GaussianDropout" => new OracleGaussianDropout(Number(arguments)),
        "ConcreteDropout" => new OracleConcreteDropout(
            Number(arguments, 0.1), Setting(arguments, "WeightRegularizer", 1e-6), Setting(arguments, "DropoutRegularizer", 1e-5)),
        "DropConnect" => new OracleDropConnect(Number(arguments)),
        "BatchNorm" => new OracleBatchNorm(Setting(arguments, "Momentum", 0.1), Setting(arguments, "Epsilon", 1e-5), !arguments.Contains("Affine = false")),
        "LayerNorm" => new OracleLayerNorm(Setting(arguments, "Epsilon", 1e-5), !arguments.Contains("Affine = false")),
        "Relu" => new Relu(),
        "LeakyRelu" => new LeakyRelu(Number(arguments, 0.01)),
        "Elu" => new Elu(Number(arguments, 1)),
        "Selu" => new Selu(),
        "Gelu" => new Gelu(),
        "Silu" => new Silu(),
        "Tanh" => new Tanh(),
        "Sigmoid" => new Sigmoid(),
        "Softplus" => new Softplus(Number(arguments, 1)),
        "Square" => new Square(),
        _ => throw new FormatException($"Unknown layer '{name}'."),
    };

    private static OracleDropPath? DropPath(string[] arguments) => Setting(arguments, "DropPath", double.NaN) is >= 0 and var rate
        ? new OracleDropPath(
            rate,
            Scaling(arguments, "DropPathScaling"),
            (int)Setting(arguments, "DropPathRowsPerMask", 1),
            arguments.Contains("DropPathSchedule = DropPathSchedule.Linear"))
        : null;

    // The columns of each "name: columns", ranges and single ones.
    private static int[][] Features(string arguments) =>
    [
        .. Feature().Matches(arguments).Select(static feature => feature.Groups["columns"].Value.Split(',').SelectMany(static part =>
        {
            int[] ends = Array.ConvertAll(part.Split('-'), static end => int.Parse(end, CultureInfo.InvariantCulture));
            return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
        }).ToArray()),
    ];

    private static DropoutScaling Scaling(string[] arguments, string name = "Scaling")
    {
        string prefix = name + " = DropoutScaling.";
        string? argument = Array.Find(arguments, argument => argument.StartsWith(prefix, StringComparison.Ordinal));
        return argument is null ? DropoutScaling.Inverted : Enum.Parse<DropoutScaling>(argument[prefix.Length..]);
    }

    private static double Setting(string[] arguments, string name, double fallback) =>
        Array.Find(arguments, argument => argument.StartsWith(name + " = ", StringComparison.Ordinal)) is { } argument
            ? double.Parse(argument[(name.Length + 3)..], CultureInfo.InvariantCulture)
            : fallback;

    private static double Number(string[] arguments, double? fallback = null) =>
        arguments.Length > 0
            ? double.Parse(arguments[0], CultureInfo.InvariantCulture)
            : fallback ?? throw new FormatException("An argument is missing.");

    [GeneratedRegex(@"(?<name>\w+)(<(?<block>\w+)>)?(\((?<arguments>[^)]*)\))?(?=\s*[,\]])")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\[Block\](?<layers>.*?)public sealed class (?<name>\w+);", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("\"[^\":]+:(?<columns>[^\"]+)\"")]
    private static partial Regex Feature();
}
