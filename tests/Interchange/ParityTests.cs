using System.Reflection;

namespace DropoutGen.Interchange.Tests;

/// <summary>An exported network computes in ONNX Runtime what it computes here.</summary>
public sealed class ParityTests(ITestOutputHelper output)
{
    // Of the largest value: an output of thousands has that many digits behind fewer places.
    private const double Tolerance = 1e-5;

    [Fact]
    public void Classifier() => Check<Classifier>();

    [Fact]
    public void Answers() => Check<Answers>();

    [Fact]
    public void Regression() => Check<Regression>();

    [Fact]
    public void Bounded() => Check<Bounded>();

    [Fact]
    public void Quantiles() => Check<Quantiles>();

    [Fact]
    public void Noise() => Check<Noise>();

    [Fact]
    public void Normalized() => Check<Normalized>();

    [Fact]
    public void Residuals() => Check<Residuals>();

    [Fact]
    public void An_activation_on_the_outputs() => Check<ActivatedOutput>();

    [Fact]
    public void Large() => Check<Large>();

    [Fact]
    public void The_networks_above_have_every_layer_and_every_loss()
    {
        string[] declared =
        [
            .. typeof(Classifier).Assembly.GetTypes()
                .SelectMany(static type => type.GetCustomAttributes<LayerAttribute>())
                .Select(static attribute => attribute.GetType().Name)
                .Distinct()
                .Order(),
        ];
        string[] known =
        [
            .. typeof(LayerAttribute).Assembly.GetTypes()
                .Where(static type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract)
                .Select(static type => type.Name)
                .Order(),
        ];
        Assert.Equal(known, declared);
    }

    private void Check<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = Exporting.Create<TNetwork>();
        Compare(network, new OnnxOptions(), network.Predict);
        Compare(network, new OnnxOptions { Logits = true }, network.PredictLogits);
    }

    private void Compare<TNetwork>(TNetwork network, OnnxOptions options, Prediction predict)
        where TNetwork : class, INetwork<TNetwork>
    {
        NetworkDefinition definition = TNetwork.Definition;
        using var session = Exporting.Open(Exporting.Export(network, options));
        double largest = 0;
        foreach (int rows in new[] { 1, 7, 64 })
        {
            float[] inputs = Exporting.Inputs(rows * definition.Inputs, seed: rows);
            var ours = new float[rows * definition.Outputs];
            predict(inputs, ours);
            float[] theirs = Exporting.Run(session, inputs, rows);
            Assert.Equal(ours.Length, theirs.Length);
            double scale = Math.Max(1, ours.Max(static value => Math.Abs((double)value)));
            largest = Math.Max(largest, ours.Zip(theirs, (a, b) => Math.Abs((double)a - b) / scale).Max());
            Assert.All(ours, static value => Assert.True(float.IsFinite(value)));
        }

        output.WriteLine($"{definition.Name}, {(options.Logits ? "logits" : "predictions")}: largest difference {largest:E1}");
        Assert.True(largest <= Tolerance, $"{definition.Name}: {largest}");
    }

    private delegate void Prediction(ReadOnlySpan<float> inputs, Span<float> outputs, int threads = 1);
}
