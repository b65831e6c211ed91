using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Plan;
using static DropoutGen.Generator.Tests.Networks;

namespace DropoutGen.Generator.Tests.Planning;

/// <summary>
/// Parts of a phase run at once on different rows. Two buffers of gradients take turns, and rows of one lie elsewhere for
/// another segment: a phase must not write to one that it has read.
/// </summary>
public sealed class PhaseTests
{
    private static readonly Layer s_batchNorm = new BatchNormLayer(0.1, 1e-5, true);
    private static readonly Layer s_layerNorm = new LayerNormLayer(1e-5, true);
    private static readonly Layer s_plainNorm = new LayerNormLayer(1e-5, false);

    [Fact]
    public void No_phase_overwrites_gradients_that_it_reads()
    {
        NetworkPlan[] plans =
        [
            Planned(784, Dense(256), Relu, Dropout(), Dense(128), Relu, Dropout(), Dense(10), Classes),
            Planned(37, Dense(130), s_batchNorm, Relu, Dense(16), s_batchNorm, Gelu, Dense(5), s_batchNorm, Classes),
            Planned(37, Dense(130), s_plainNorm, Relu, Dense(37), Tanh, s_plainNorm, Gelu, Dense(5), Classes),
            Planned(37, s_plainNorm, s_batchNorm, s_plainNorm, Dense(5), s_layerNorm, s_plainNorm, s_plainNorm, Dense(130), Relu, Classes),
            Planned(130, s_batchNorm, s_plainNorm, Dense(5), s_batchNorm, s_layerNorm, s_batchNorm, Tanh, s_plainNorm, Values),
            Planned(37, Dense(16), Dropped(2, Dense(130), Relu, Dense(16)), Dense(37), Dropped(2, s_plainNorm), Dense(16), Dropped(1, Dropped(1, s_layerNorm, Tanh), Dense(16)), Values),
        ];
        foreach (NetworkPlan plan in plans)
        {
            foreach (Phase phase in plan.BackwardPhases.Where(static phase => phase.Kind == PhaseKind.Rows))
            {
                var read = new HashSet<Operand>();
                foreach (Call call in phase.Calls)
                {
                    (IEnumerable<Operand> reads, Operand write) = Access(call);
                    Assert.False(read.Contains(write), $"{plan.Title}: {call.Comment} writes to {plan.Buffers[write.Index].Name}, which its phase has read.");
                    read.UnionWith(reads);
                }
            }
        }
    }

    [Fact]
    public void Moments_of_a_batch_are_a_phase_between_those_of_rows() => Assert.Equal(
        [PhaseKind.Rows, PhaseKind.Parameters, PhaseKind.Rows, PhaseKind.Parameters, PhaseKind.Rows],
        Planned(5, Dense(20), s_batchNorm, Relu, Dense(20), s_layerNorm, s_batchNorm, Dense(2), Classes).ForwardPhases.Select(static phase => phase.Kind));

    // The gradient is stored last.
    private static (IEnumerable<Operand> Reads, Operand Write) Access(Call call)
    {
        (IEnumerable<Operand> others, EpilogueArguments arguments) = call switch
        {
            ProductCall product => ([product.Left], product.Arguments),
            ElementwiseCall elementwise => ([], elementwise.Arguments),
            RowNormalizationCall normalization => ((Operand[])[normalization.Input, normalization.Gradient!], normalization.Arguments),
            _ => throw new InvalidOperationException($"{call} is not cut by rows."),
        };
        return (others.Concat(arguments.Streams.SkipLast(1)), arguments.Streams[arguments.Streams.Count - 1]);
    }
}
