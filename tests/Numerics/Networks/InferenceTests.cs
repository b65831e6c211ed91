using DropoutGen.CompilerServices;
using DropoutGen.TestSupport.Networks;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Numerics.Tests.Networks;

/// <summary>Predictions without masks; classic scaling multiplies by the keep probability there.</summary>
public sealed class InferenceTests
{
    [Theory]
    [MemberData(nameof(NetworkCatalog.Names), MemberType = typeof(NetworkCatalog))]
    public void Logits_and_predictions_agree_with_the_oracle(string network)
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
            OracleNetwork oracle = reference.CreateOracle();
            foreach (Batch batch in reference.Batches)
            {
                Matrix logits = oracle.Forward(batch.InputMatrix, OracleMode.Inference).Logits;
                Matrix predictions = oracle.Predict(batch.InputMatrix);
                foreach (VectorWidth width in VectorWidths.Supported)
                {
                    TNetwork network = reference.Create<TNetwork>(width);
                    var actual = new float[logits.Values.Length];
                    Prediction.Run(network, batch.Inputs, actual, asLogits: true);
                    Differences.Add(width, $"{batch.Rows} rows, logits", actual, logits.Values);
                    Prediction.Run(network, batch.Inputs, actual, asLogits: false);
                    Differences.Add(width, $"{batch.Rows} rows, predictions", actual, predictions.Values);
                }
            }
        }
    }
}
