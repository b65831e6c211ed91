using DropoutGen.CompilerServices;
using DropoutGen.TestSupport.Networks;

namespace DropoutGen.Numerics.Tests.Networks;

/// <summary>A NaN in a row reaches that row's outputs through every activation, and no other row's.</summary>
public sealed class NotANumberTests
{
    [Theory]
    [MemberData(nameof(NetworkCatalog.Names), MemberType = typeof(NetworkCatalog))]
    public void A_NaN_input_reaches_the_outputs_of_its_row(string network) =>
        NetworkCatalog.Visit(network, new Check(NetworkReference.For(network)));

    private sealed class Check(NetworkReference reference) : INetworkVisitor
    {
        public void Visit<TNetwork, TTarget>()
            where TNetwork : class, INetwork<TNetwork, TTarget>
            where TTarget : unmanaged
        {
            const int rows = 19;
            foreach (VectorWidth width in VectorWidths.Supported)
            {
                TNetwork network = reference.Create<TNetwork>(width);
                network.Dropouts.SetRates(0);
                using var trainer = new Trainer<TNetwork, TTarget, Sgd>(network, new Sgd(0.1f));
                NetworkDefinition definition = TNetwork.Definition;
                foreach (int row in new[] { 0, 7, rows - 1 })
                {
                    var inputs = new float[rows * definition.Inputs];
                    inputs[(row * definition.Inputs) + (definition.Inputs / 2)] = float.NaN;
                    var outputs = new float[rows * definition.Outputs];
                    Prediction.Run(network, inputs, outputs, asLogits: true);
                    Require(width, outputs, row, definition.Outputs);
                    Prediction.Run(network, inputs, outputs, asLogits: false);
                    Require(width, outputs, row, definition.Outputs);
                    if (definition.BatchNorms.IsEmpty)
                    {
                        // The moments of a batch would carry it to all rows.
                        trainer.Forward(inputs, outputs);
                        Require(width, outputs, row, definition.Outputs);
                    }
                }
            }
        }

        private static void Require(VectorWidth width, float[] outputs, int row, int perRow)
        {
            for (int i = 0; i < outputs.Length; i++)
            {
                Assert.True(float.IsNaN(outputs[i]) == (i / perRow == row), $"{width}: row {i / perRow}, output {i % perRow} is {outputs[i]}");
            }
        }
    }
}
