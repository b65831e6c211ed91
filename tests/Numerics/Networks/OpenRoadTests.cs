using DropoutGen.TestSupport.Networks;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Numerics.Tests.Networks;

/// <summary>Logits through the masks, the gradient of every parameter and that of the inputs, against the oracle.</summary>
public sealed class OpenRoadTests
{
    [Theory]
    [MemberData(nameof(NetworkCatalog.Names), MemberType = typeof(NetworkCatalog))]
    public void Forward_and_Backward_agree_with_the_oracle(string network)
    {
        var check = new Check(NetworkReference.For(network));
        NetworkCatalog.Visit(network, check);
        check.Differences.Require();
    }

    private sealed class Check(NetworkReference reference) : INetworkVisitor
    {
        public Differences Differences { get; } = new();

        public void Visit<TNetwork, TTarget>()
            where TNetwork : class, INetwork<TNetwork, TTarget>
            where TTarget : unmanaged
        {
            foreach (VectorWidth width in VectorWidths.Supported)
            {
                using var trainer = new Trainer<TNetwork, TTarget, Sgd>(
                    reference.Create<TNetwork>(width),
                    new Sgd(1f),
                    new TrainerOptions { BatchSize = 130, Seed = NetworkReference.MaskSeed });
                for (int i = 0; i < reference.Batches.Count; i++)
                {
                    Compare(width, trainer, reference.Batches[i], reference.OpenRoad[i]);
                }
            }
        }

        private void Compare<TNetwork, TTarget>(
            VectorWidth width, Trainer<TNetwork, TTarget, Sgd> trainer, Batch batch, OracleStep expected)
            where TNetwork : class, INetwork<TNetwork, TTarget>
            where TTarget : unmanaged
        {
            var logits = new float[expected.Logits.Values.Length];
            trainer.Forward(batch.Inputs, logits);
            Differences.Add(width, $"{batch.Rows} rows, logits", logits, expected.Logits.Values);

            Matrix gradient = reference.CreateOracle().Loss.Evaluate(expected.Logits, batch.OracleTargets).Gradient;
            var inputGradient = new float[batch.Inputs.Length];
            trainer.Backward(Array.ConvertAll(gradient.Values, static value => (float)value), inputGradient);
            Differences.Add(width, $"{batch.Rows} rows, input gradient", inputGradient, expected.Gradients.Inputs.Values);
            foreach (ParameterView parameter in trainer.Gradients)
            {
                Differences.Add(
                    width,
                    $"{batch.Rows} rows, gradient of {parameter.Name}",
                    parameter.ToArray(),
                    expected.Gradients[parameter.Name]);
            }
        }
    }
}
