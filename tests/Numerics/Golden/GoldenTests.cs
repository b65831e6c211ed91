using DropoutGen.Benchmarks.Peers.Ours;
using DropoutGen.Golden;
using DropoutGen.Numerics.Tests.Networks;

namespace DropoutGen.Numerics.Tests.Golden;

/// <summary>
/// Training as libtorch trained: from the same parameters, on the same batches, through the same masks, on every width.
/// libtorch computed in double precision, so that a difference is ours.
/// </summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Names => [.. GoldenCases.All.Select(static golden => golden.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Losses_gradients_and_trained_parameters_are_those_of_libtorch(string name)
    {
        GoldenCase golden = GoldenCases.All.Single(golden => golden.Name == name);
        var check = new Check(golden, GoldenFigures.Open(name));
        golden.Visit(check);
        check.Differences.Require();
    }

    [Fact]
    public void Figures_say_what_produced_them()
    {
        foreach (GoldenCase golden in GoldenCases.All)
        {
            GoldenFile file = GoldenFigures.Open(golden.Name);
            Assert.StartsWith("libtorch ", file.Metadata["library"], StringComparison.Ordinal);
            Assert.True(int.Parse(file.Metadata["seed"]) > 0);
        }
    }

    [Fact]
    public void There_are_figures_for_each_case_and_no_others() =>
        Assert.Equal(GoldenCases.All.Select(static golden => golden.Name).Order(), GoldenFigures.Names.Order());

    [Fact]
    public void Figures_stay_small() => Assert.InRange(GoldenFigures.Length, 100_000, 1_000_000);

    private sealed class Check(GoldenCase golden, GoldenFile figures) : IGoldenVisitor
    {
        private const int Rows = GoldenCase.Rows;

        // Single precision's rounding leaves 1e-6 of losses, gradients, logits and parameters, and twice that where RmsProp or
        // Adam divides a gradient next to zero by its own size.
        private const double Tolerance = 1e-5;

        public Differences Differences { get; } = new(Tolerance);

        public void Visit<TNetwork, TTarget, TRule>(TRule rule)
            where TNetwork : class, INetwork<TNetwork, TTarget>
            where TTarget : unmanaged
            where TRule : struct, IUpdateRule<TRule>
        {
            foreach (VectorWidth width in VectorWidths.Supported)
            {
                Gradients<TNetwork, TTarget>(width);
                Training<TNetwork, TTarget, TRule>(width, rule);
            }
        }

        // With a probe for a rule, parameters become the gradients.
        private void Gradients<TNetwork, TTarget>(VectorWidth width)
            where TNetwork : class, INetwork<TNetwork, TTarget>
            where TTarget : unmanaged
        {
            TNetwork network = Create<TNetwork>(width);
            using var trainer = new Trainer<TNetwork, TTarget, GradientProbe>(network, default, Options(clips: false));
            Step(trainer, 0);
            Compare(width, "gradient.", network.Parameters);
        }

        private void Training<TNetwork, TTarget, TRule>(VectorWidth width, TRule rule)
            where TNetwork : class, INetwork<TNetwork, TTarget>
            where TTarget : unmanaged
            where TRule : struct, IUpdateRule<TRule>
        {
            TNetwork network = Create<TNetwork>(width);
            using var trainer = new Trainer<TNetwork, TTarget, TRule>(network, rule, Options(clips: true));
            for (int step = 0; step < GoldenCase.Steps; step++)
            {
                Differences.Add(width, $"loss of step {step + 1}", [Step(trainer, step)], [figures["losses"][step]]);
                if (step == 0)
                {
                    Compare(width, "first.", network.Parameters);
                }
            }

            Compare(width, "last.", network.Parameters);
            Compare(width, "last.", network.RunningStatistics);
            var logits = new float[figures["logits"].Length];
            network.PredictLogits(figures["inputs"], logits);
            Compare(width, "logits", logits);
        }

        private float Step<TNetwork, TTarget, TRule>(Trainer<TNetwork, TTarget, TRule> trainer, int step)
            where TNetwork : class, INetwork<TNetwork, TTarget>
            where TTarget : unmanaged
            where TRule : struct, IUpdateRule<TRule>
        {
            int batch = step % GoldenCase.Batches;
            return trainer.Step(Batch(figures["inputs"], batch), Batch(Targets<TTarget>(), batch));
        }

        private TTarget[] Targets<TTarget>() => typeof(TTarget) == typeof(int)
            ? (TTarget[])(object)Array.ConvertAll(figures["targets"], static label => (int)label)
            : (TTarget[])(object)figures["targets"];

        private TNetwork Create<TNetwork>(VectorWidth width)
            where TNetwork : class, INetwork<TNetwork>
        {
            TNetwork network = TNetwork.Create(seed: 0);
            network.VectorWidth = width;
            foreach (ParameterView parameter in network.Parameters)
            {
                parameter.CopyFrom(figures["initial." + parameter.Name]);
            }

            return network;
        }

        private TrainerOptions Options(bool clips) => new()
        {
            BatchSize = Rows,
            Seed = GoldenCase.MaskSeed,
            ClipNorm = clips ? golden.ClipNorm : null,
            ClipValue = clips ? golden.ClipValue : null,
            Groups = golden.DecaysBiases ? static _ => new ParameterGroup(1f, 1f) : ParameterGroup.Default,
        };

        private void Compare(VectorWidth width, string prefix, ParameterCollection actual)
        {
            foreach (ParameterView view in actual)
            {
                Compare(width, prefix + view.Name, view.ToArray());
            }
        }

        private void Compare(VectorWidth width, string name, float[] actual) =>
            Differences.Add(width, name, actual, Array.ConvertAll(figures[name], static value => (double)value));

        private static ReadOnlySpan<T> Batch<T>(T[] values, int batch)
        {
            int length = values.Length / GoldenCase.Batches;
            return values.AsSpan(batch * length, length);
        }
    }
}
