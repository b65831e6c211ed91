using Microsoft.CodeAnalysis;

namespace DropoutGen.Analyzers.Tests.Hazards;

/// <summary>DG1003 to DG1011: each on its place, with the number computed for this network, and silent beside it.</summary>
public sealed class DeclaredDropoutTests
{
    [Theory]
    [InlineData("DG1001", "Dense(99), Relu, Dropout(0.5), Dense(99), BatchNorm, Dense(2)", "Dropout(0.5)", "sees 2.47 times")]
    [InlineData("DG1001", "Dense(99), Relu, Dropout(0.5, Scaling = DropoutScaling.Classic), Dense(99), BatchNorm, Dense(2)", "Dropout(0.5, Scaling = DropoutScaling.Classic)", "sees 2.47 times")]
    [InlineData("DG1001", "Dropout(0.2), Dense(99), BatchNorm, Relu, Dense(2)", "Dropout(0.2)", "sees 1.25 times")]
    [InlineData("DG1001", "Dense(99), Tanh, GaussianDropout(0.5), BatchNorm, Dense(2)", "GaussianDropout(0.5)", "sees 2.00 times")]
    [InlineData("DG1001", "Dense(99), Sigmoid, Dropout(0.5), Dense(9), BatchNorm, Relu, Dense(9), BatchNorm, Dense(2)", "Dropout(0.5)", "Sigmoid of standard normal values")]
    [InlineData("DG1001", "Dense(99), Relu, Dropout(0.5, Scaling = DropoutScaling.None), Dense(9), BatchNorm, Dense(2)", "Dropout(0.5, Scaling = DropoutScaling.None)", "moves by 0.44 of")]
    [InlineData("DG1003", "Dense(99), Relu, Dropout(0.8), Dense(2)", "0.8", "keeps 19.8 of 99")]
    [InlineData("DG1003", "DropConnect(0.8), Dense(99), Relu, Dense(2)", "0.8", "weights of a unit on average")]
    [InlineData("DG1008", "Dense(4), Relu, DropConnect(0.5), Dense(2)", "DropConnect(0.5)", "All 4 weights of a unit")]
    [InlineData("DG1011", "DropConnect(0.000001), Dense(99), Dense(2)", "0.000001", "multiples of 1/65536")]
    [InlineData("DG1003", "Dense(99), Relu, Dropout(rate: 0.7), Dense(2)", "rate: 0.7", "write 0.3")]
    [InlineData("DG1003", "Dense(99), Relu, Dropout(Rates.KeepProbability), Dense(2)", "Rates.KeepProbability", "write 1 - KeepProbability")]
    [InlineData("DG1004", "Dense(10), Dropout(0.5)", "Dropout(0.5)", "of 10 outputs 5")]
    [InlineData("DG1004", "Dense(10), Relu, Dropout(0.25)", "Dropout(0.25)", "of 10 outputs 2.5")]
    [InlineData("DG1004", "Dropout(0.1), Dense(10), Tanh, Dropout(0.2), Relu", "Dropout(0.2)", "of 10 outputs 2")]
    [InlineData("DG1005", "Dense(50), Dropout(0.2), Dropout(0.5), Dense(2)", "Dropout(0.5)", "rate 0.6")]
    [InlineData("DG1005", "Dropout(0.1), Dropout(0.1), Dense(2)", "Dropout(0.1)", "rate 0.19")]
    [InlineData("DG1005", "Dense(50), Relu, Dropout(0.5), Dropout(0.5, Scaling = DropoutScaling.Classic), Dense(2)", "Dropout(0.5, Scaling = DropoutScaling.Classic)", "rate 0.75")]
    [InlineData("DG1006", "Dropout(0.5), Dense(2)", "0.5", "32 of 64")]
    [InlineData("DG1006", "Dropout(rate: 0.31), Dense(2)", "rate: 0.31", "44.2 of 64")]
    [InlineData("DG1006", "Relu, Dropout(0.4), Dense(2)", "0.4", "38.4 of 64")]
    [InlineData("DG1007", "Dense(50), Selu, Dropout(0.5), Dense(2)", "Dropout(0.5)", "makes the variance 2, AlphaDropout(0.5)")]
    [InlineData("DG1007", "Dense(50), Selu, Dropout(0.2, Scaling = DropoutScaling.Classic), Dense(2)", "Dropout(0.2, Scaling = DropoutScaling.Classic)", "makes the variance 0.8")]
    [InlineData("DG1007", "Dense(50), Relu, Dense(50), Selu, GaussianDropout(0.1), Dropout(0.1), Dense(2)", "Dropout(0.1)", "makes the variance 1.11")]
    [InlineData("DG1007", "Selu, Dropout(0.2), Dense(2)", "Dropout(0.2)", "makes the variance 1.25")]
    [InlineData("DG1008", "Dense(4), Relu, Dropout(0.5), Dense(2)", "Dropout(0.5)", "0.0625")]
    [InlineData("DG1008", "Dense(1), Dropout(0.1), Dense(2)", "Dropout(0.1)", "0.1")]
    [InlineData("DG1008", "Dense(32), Relu, Dropout(0.9), Dense(2)", "Dropout(0.9)", "0.0343")]
    [InlineData("DG1009", "Dense(99), Dropout(0.9), Dense(99), Dropout(0.95), Dense(2)", "Dropout(0.95)", "0.5 %")]
    [InlineData("DG1009", "Dense(9999), Dropout(0.995), Dense(2)", "Dropout(0.995)", "0.005")]
    [InlineData("DG1009", "Dropout(0.8), Dense(99), Relu, Dropout(0.8), Dense(99), Relu, Dropout(0.8), Dense(2)", "Dropout(0.8)", "0.8 %")]
    [InlineData("DG1010", "Dense(50), Dropout(0.5), Tanh, Dense(2)", "Dropout(0.5)", "in front of Tanh")]
    [InlineData("DG1010", "Dense(50), Dropout(0.2), Sigmoid, Dense(2)", "Dropout(0.2)", "in front of Sigmoid")]
    [InlineData("DG1010", "Dense(50), Dropout(0.5, Scaling = DropoutScaling.Classic), Softplus, Dense(2)", "Dropout(0.5, Scaling = DropoutScaling.Classic)", "in front of Softplus")]
    [InlineData("DG1011", "Dense(50), Dropout(0.00007), Dense(2)", "0.00007", "7.629E-05")]
    [InlineData("DG1011", "Dense(50), Dropout(rate: 1e-6), Dense(2)", "rate: 1e-6", "1.526E-05")]
    [InlineData("DG1011", "Dense(50), Dropout(0.00002), Dense(2)", "0.00002", "1.526E-05")]
    public async Task Hit(string id, string layers, string place, string number)
    {
        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.Rule(id, Declared(layers)));
        Assert.Equal(place, diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Contains(number, diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DG1001", "Residual<B>(Repeat = 3), BatchNorm, Dense(2)", "[Block, Dense(64), Relu, Dropout(0.5), Dense(64)] class B;", "Residual<B>(Repeat = 3)", "In residual0.0.dropout0: Dropout(0.5) stands in front of BatchNorm, which sees 2.47")]
    [InlineData("DG1001", "Dense(64), Relu, Dropout(0.5), Residual<B>, Dense(2)", "[Block, BatchNorm, Dense(64)] class B;", "Dropout(0.5)", "sees 2.47 times")]
    [InlineData("DG1001", "Dropout(0.5), Residual<B>, BatchNorm, Dense(2)", "[Block, LayerNorm, Dense(64)] class B;", "Dropout(0.5)", "sees 2.00 times")]
    [InlineData("DG1003", "Residual<B>, Dense(2)", "[Block, Dense(64), Relu, Dropout(0.8), Dense(64)] class B;", "Residual<B>", "In residual0.0.dropout0: Dropout(0.8) keeps 12.8 of 64")]
    [InlineData("DG1003", "Residual<B>(Repeat = 4, DropPath = 0.8), Dense(2)", "[Block, Dense(64)] class B;", "DropPath = 0.8", "In residual0.0.droppath0: DropPath(0.8) keeps 20 of 100 rows")]
    [InlineData("DG1003", "Residual<B>(Repeat = 4, DropPath = 0.8, DropPathSchedule = DropPathSchedule.Linear), Dense(2)", "[Block, Dense(64)] class B;", "DropPath = 0.8", "In residual0.3.droppath0: DropPath(0.8) keeps 20 of 100 rows")]
    [InlineData("DG1003", "Residual<B>(DropPath = Rates.Survival), Dense(2)", "[Block, Dense(64), Dropout(0.1)] class B;", "DropPath = Rates.Survival", "write 1 - Survival")]
    [InlineData("DG1003", "Residual<B>(DropPath = 0.5), Dense(2)", "[Block, Dense(64), Residual<C>(DropPath = 0.9)] class B; [Block, Dense(64)] class C;", "Residual<B>(DropPath = 0.5)", "In residual0.0.residual0.0.droppath0: DropPath(0.9) keeps 10 of 100 rows")]
    [InlineData("DG1003", "Residual<B>(DropPath = Rates.Survival), Dense(2)", "[Block, Dense(64), Residual<C>(DropPath = 0.2)] class B; [Block, Dense(64)] class C;", "DropPath = Rates.Survival", "In residual0.0.droppath0: ")]
    [InlineData("DG1011", "Residual<B>(DropPath = 0.000001), Dense(2)", "[Block, Dense(64)] class B;", "DropPath = 0.000001", "DropPath(1E-06) drops with probability 1.526E-05")]
    [InlineData("DG1009", "Repeat<B>(7), Dense(2)", "[Block, Dense(64), Relu, Dropout(0.5)] class B;", "Repeat<B>(7)", "0.781 %")]
    public async Task Hit_in_a_block(string id, string layers, string blocks, string place, string number)
    {
        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.Rule(id, Declared(layers) + blocks));
        Assert.Equal(place, diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Contains(number, diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_branch_is_told_apart_from_those_in_it()
    {
        string code = Declared("Residual<B>(DropPath = 0.8), Dense(2)")
            + "[Block, Dense(64), Residual<C>(Repeat = 2, DropPath = 0.9)] class B; [Block, Dense(64)] class C;";
        Assert.Equal(
            ["DropPath = 0.8", "Residual<B>(DropPath = 0.8)"],
            (await AnalyzerRun.Rule("DG1003", code))
                .Select(static diagnostic => diagnostic.Location)
                .Select(place => code.Substring(place.SourceSpan.Start, place.SourceSpan.Length))
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("DG1001", "Dropout(0.5), Repeat<B>(1), BatchNorm, Dense(2)", "[Block, LayerNorm, Dense(64)] class B;")]
    [InlineData("DG1001", "Residual<B>(Repeat = 3, DropPath = 0.5), BatchNorm, Dense(2)", "[Block, BatchNorm, Relu, Dense(64)] class B;")]
    [InlineData("DG1003", "Residual<B>(Repeat = 2, DropPath = 0.5, DropPathSchedule = DropPathSchedule.Linear), Dense(2)", "[Block, Dense(64)] class B;")]
    [InlineData("DG1003", "Repeat<B>(Blocks.Keep), Dense(2)", "[Block, Dense(64), Dropout(0.1)] class B; static class Blocks { public const int Keep = 2; }")]
    [InlineData("DG1004", "Dense(64), Residual<B>(DropPath = 0.5)", "[Block, Tanh] class B;")]
    [InlineData("DG1005", "Dense(64), Residual<B>(DropPath = 0.5), Dense(2)", "[Block, Dense(64), Dropout(0.1)] class B;")]
    [InlineData("DG1006", "Residual<B>(DropPath = 0.5), Dense(2)", "[Block, Dense(64)] class B;")]
    [InlineData("DG1008", "Dense(1), Residual<B>(DropPath = 0.5), Dense(2)", "[Block, Dense(1)] class B;")]
    [InlineData("DG1009", "Dense(64), Residual<B>(Repeat = 9, DropPath = 0.6), Dense(2)", "[Block, Relu] class B;")]
    [InlineData("DG1011", "Residual<B>(Repeat = 900, DropPath = 0.5, DropPathSchedule = DropPathSchedule.Linear), Dense(2)", "[Block, Relu] class B;")]
    [InlineData("DG1008", "Dense(4), Residual<B>, Dense(2)", "[Block, Dropout(0.5), Dense(4)] class B;")]
    [InlineData("DG1009", "Dense(8), Residual<B>(Repeat = 9), Dense(2)", "[Block, Relu, Dropout(0.5)] class B;")]
    public async Task Near_miss_in_a_block(string id, string layers, string blocks) =>
        Assert.Empty(await AnalyzerRun.Rule(id, Declared(layers) + blocks));

    [Theory]
    [InlineData("DG1001", "Dense(99), BatchNorm, Relu, Dropout(0.5), Dense(2)")]
    [InlineData("DG1001", "Dense(99), Selu, AlphaDropout(0.1), Dense(99), BatchNorm, Dense(2)")]
    [InlineData("DG1001", "Dense(99), Relu, Dropout(0.5), Dense(99), LayerNorm, Relu, Dense(2)")]
    [InlineData("DG1001", "Dense(99), Relu, Dropout(0.5), Dense(99), LayerNorm, Relu, Dense(99), BatchNorm, Dense(2)")]
    [InlineData("DG1001", "Dense(99), Relu, Dropout(0), Dense(99), BatchNorm, Dense(2)")]
    [InlineData("DG1003", "Dense(99), Relu, Dropout(0.69), Dense(2)")]
    [InlineData("DG1003", "DropConnect(0.69), Dense(99), Relu, Dense(2)")]
    [InlineData("DG1008", "Dense(64), Relu, DropConnect(0.5), Dense(2)")]
    [InlineData("DG1001", "Dense(64), Relu, DropConnect(0.5), Dense(32), BatchNorm, Relu, Dense(2)")]
    [InlineData("DG1003", "Dense(99), Relu, Dropout(1 - Rates.KeepProbability), Dense(2)")]
    [InlineData("DG1003", "Dense(99), Relu, Dropout(Rates.Drop), Dense(2)")]
    [InlineData("DG1004", "Dense(10), Dropout(0.5), Dense(10)")]
    [InlineData("DG1004", "Dense(10), Dropout(0)")]
    [InlineData("DG1004", "Dropout(0.5), Dense(10), Tanh")]
    [InlineData("DG1005", "Dense(50), Dropout(0.2), Relu, Dropout(0.5), Dense(2)")]
    [InlineData("DG1005", "Dense(50), Dropout(0.2), Dense(50), Dropout(0.5), Dense(2)")]
    [InlineData("DG1005", "Dense(50), Dropout(0.2), Dropout(0), Dense(2)")]
    [InlineData("DG1006", "Dropout(0.3), Dense(2)")]
    [InlineData("DG1006", "Dense(64), Dropout(0.5), Dense(2)")]
    [InlineData("DG1006", "Dropout(0.2), Dense(64), Relu, Dropout(0.5), Dense(2)")]
    [InlineData("DG1007", "Dense(50), Selu, AlphaDropout(0.1), Dense(2)")]
    [InlineData("DG1007", "Dense(50), Selu, Dense(50), Dropout(0.1), Relu, Dense(2)")]
    [InlineData("DG1007", "Dense(50), Selu, Relu, Dropout(0.1), Dense(2)")]
    [InlineData("DG1007", "Dense(50), Dropout(0.1), Selu, Dense(2)")]
    [InlineData("DG1007", "Dense(50), Selu, Dropout(0), Dense(2)")]
    [InlineData("DG1007", "Dense(50), Elu, Dropout(0.1), Dense(2)")]
    [InlineData("DG1008", "Dense(10), Relu, Dropout(0.5), Dense(2)")]
    [InlineData("DG1008", "Dense(3), Relu, Dropout(0.09), Dense(2)")]
    [InlineData("DG1008", "Dense(1), Dropout(0), Dense(2)")]
    [InlineData("DG1009", "Dense(99), Dropout(0.5), Dense(99), Dropout(0.5), Dense(99), Dropout(0.5), Dense(2)")]
    [InlineData("DG1009", "Dense(999), Dropout(0.98), Dense(2)")]
    [InlineData("DG1009", "Dense(99), Dense(2)")]
    [InlineData("DG1010", "Dense(50), Dropout(0.5), Relu, Dense(2)")]
    [InlineData("DG1010", "Dense(50), Dropout(0.5), LeakyRelu(0.2), Dense(2)")]
    [InlineData("DG1010", "Dense(50), Tanh, Dropout(0.5), Dense(2)")]
    [InlineData("DG1011", "Dense(50), Dropout(0.001), Dense(2)")]
    [InlineData("DG1011", "Dense(50), Dropout(0.0000152587890625), Dense(2)")]
    [InlineData("DG1011", "Dense(50), Dropout(0), Dense(2)")]
    public async Task Near_miss(string id, string layers) => Assert.Empty(await AnalyzerRun.Rule(id, Declared(layers)));

    [Theory]
    [InlineData("Tanh", 0.5)]
    [InlineData("Sigmoid", 0.2)]
    [InlineData("Elu", 0.5)]
    public async Task Jensen_bias_is_what_sampling_gives(string activation, double rate)
    {
        Func<double, double> function = activation switch
        {
            "Tanh" => Math.Tanh,
            "Sigmoid" => static x => 1 / (1 + Math.Exp(-x)),
            _ => static x => x > 0 ? x : Math.Exp(x) - 1,
        };
        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.Rule(
            "DG1010", Declared(FormattableString.Invariant($"Dense(50), Dropout({rate}), {activation}, Dense(2)"))));

        // Mean over masks for each of many x, by drawing masks, not by the formula.
        var random = new Random(7);
        double sum = 0;
        const int values = 4000;
        const int masks = 2000;
        for (int i = 0; i < values; i++)
        {
            double x = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            double first = 0;
            double second = 0;
            for (int m = 0; m < masks; m++)
            {
                first += function(random.NextDouble() < rate ? 0 : x / (1 - rate)) - function(x);
                second += function(random.NextDouble() < rate ? 0 : x / (1 - rate)) - function(x);
            }

            // Two independent means: their product has the square of the bias as its mean, without their variance.
            sum += first * second / ((double)masks * masks);
        }

        double expected = Math.Sqrt(sum / values);
        string message = diagnostic.GetMessage();
        int from = message.IndexOf("about ", StringComparison.Ordinal) + "about ".Length;
        double told = double.Parse(message.AsSpan(from, message.IndexOf(" (", from, StringComparison.Ordinal) - from), provider: System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(told, expected * 0.9, expected * 1.1);
    }

    [Theory]
    [InlineData("Gelu, Dropout(0.3), Dense(9), BatchNorm, Dense(2)", 0.3, 1 / 0.7)]
    [InlineData("Softplus, Dropout(0.5, Scaling = DropoutScaling.None), Dense(9), BatchNorm, Dense(2)", 0.5, 1)]
    public async Task Variance_shift_is_what_sampling_gives(string layers, double rate, double scale)
    {
        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.Rule("DG1001", Declared("Dense(50), " + layers)));
        var random = new Random(3);
        const int values = 2_000_000;
        double[] sums = new double[4];
        for (int i = 0; i < values; i++)
        {
            double z = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            double x = layers.StartsWith("Gelu", StringComparison.Ordinal)
                ? 0.5 * z * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (z + (0.044715 * z * z * z))))
                : Math.Log(1 + Math.Exp(z));
            double trained = random.NextDouble() < rate ? 0 : x * scale;
            sums[0] += trained / values;
            sums[1] += trained * trained / values;
            sums[2] += x / values;
            sums[3] += x * x / values;
        }

        double expected = (sums[1] - (sums[0] * sums[0])) / (sums[3] - (sums[2] * sums[2]));
        string message = diagnostic.GetMessage();
        int from = message.IndexOf("sees ", StringComparison.Ordinal) + "sees ".Length;
        double told = double.Parse(message.AsSpan(from, message.IndexOf(" times", from, StringComparison.Ordinal) - from), provider: System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(expected, told, 0.02);
    }

    private static string Declared(string layers) =>
        $"{Code.Using}[Network(64), {layers}, SoftmaxCrossEntropy] public sealed partial class Net;\npublic static class Rates {{ public const double KeepProbability = 0.6; public const double Drop = 0.6; public const double Survival = 0.6; }}{Code.Use("Net")}";
}
