using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DropoutGen.Runtime.Tests.Networks;

/// <summary>A row of a small network is predicted with its activations on the stack, where anything may have stood before.</summary>
public sealed class SingleRowPredictionTests
{
    [Fact]
    public void Narrow_layers_behind_each_other() => AreThoseOfABatch<NarrowChain>();

    [Fact]
    public void Inputs_that_are_padded() => AreThoseOfABatch<PaddedInputs>();

    [Fact]
    public void Inputs_that_fill_vectors() => AreThoseOfABatch<WholeInputs>();

    [Fact]
    public void Inputs_that_a_batch_spreads() => AreThoseOfABatch<SpreadInputs>();

    [Fact]
    public void A_branch_around_a_narrow_layer() => AreThoseOfABatch<NarrowBranch>();

    [Fact]
    public void Dropped_inputs() => AreThoseOfABatch<DroppedInputs>();

    private static void AreThoseOfABatch<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        int inputs = TNetwork.Definition.Inputs;
        int outputs = TNetwork.Definition.Outputs;
        var random = new Random(3);
        float[] rows = [.. Enumerable.Range(0, 2 * inputs).Select(_ => (4 * random.NextSingle()) - 2)];
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            var network = TNetwork.Create(5);
            network.VectorWidth = width;
            foreach (ParameterView parameter in network.Parameters)
            {
                parameter.CopyFrom([.. Enumerable.Range(0, parameter.Count).Select(_ => random.NextSingle() - 0.5f)]);
            }

            var both = new float[2 * outputs];
            network.Predict(rows, both);
            for (int row = 0; row < 2; row++)
            {
                var one = new float[outputs];
                FillStack();
                network.Predict(rows.AsSpan(row * inputs, inputs), one);
                Assert.Equal(Bits(both.AsSpan(row * outputs, outputs)), Bits(one));
            }
        }
    }

    // What the next call finds on the stack is not a number.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FillStack()
    {
        Span<float> values = stackalloc float[16_384];
        values.Fill(float.NaN);
    }

    private static int[] Bits(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, int>(values).ToArray();
}

[Network(32)]
[Dense(8), Dropout(0.5)]
[Dense(1), MeanSquaredError]
internal sealed partial class NarrowChain;

[Network(100)]
[Dense(9)]
[Dense(1), MeanSquaredError]
internal sealed partial class PaddedInputs;

[Network(48)]
[Dense(3), Relu, Dropout(0.5)]
[Dense(3), SoftmaxCrossEntropy]
internal sealed partial class WholeInputs;

[Network(128)]
[Dense(2), Tanh]
[Dense(2), SoftmaxCrossEntropy]
internal sealed partial class SpreadInputs;

[Block]
[Dense(20), Dense(7)]
internal sealed class NarrowInside;

[Network(40)]
[Dense(7), Residual<NarrowInside>]
[Dense(2), MeanSquaredError]
internal sealed partial class NarrowBranch;

[Network(13)]
[Dropout(0.1), Dense(20), Relu, Dropout(0.1)]
[Dense(1), MeanSquaredError]
internal sealed partial class DroppedInputs;
