using DropoutGen.TestSupport.Networks;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.RandomNetworks.Tests.Checking;

/// <summary>Holds one compiled network against the oracle, on every vector width.</summary>
internal sealed class NetworkCheck(TrialData data) : INetworkVisitor
{
    private readonly List<string> _failures = [];

    /// <summary>What differed.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>How many tensors were compared.</summary>
    public TensorCounts Counts { get; private set; }

    public void Visit<TNetwork, TTarget>()
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
    {
        Compare<TNetwork>("inference", noise => InferencePart.Expected(data, noise), network => InferencePart.Actual(network, data));
        Compare<TNetwork>("open road", noise => OpenRoadPart.Expected(data, noise), network => OpenRoadPart.Actual<TNetwork, TTarget>(network, data));
        Compare<TNetwork>("steps", noise => StepPart.Expected(data, noise), network => data.Trial.Rule.Train<TNetwork, TTarget>(network, data));
        Compare<TNetwork>("sampling", noise => SamplingPart.Expected(data, noise), network => SamplingPart.Actual(network, data));
    }

    private void Compare<TNetwork>(string part, Func<OracleNoise?, Tensors<double>> oracle, Func<TNetwork, Tensors<float>> run)
        where TNetwork : class, INetwork<TNetwork>
    {
        var expected = new ExpectedTensors(oracle);
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            Tensors<float> actual;
            try
            {
                actual = run(data.Create<TNetwork>(width));
            }
#pragma warning disable CA1031 // Whatever a network throws is a finding.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _failures.Add($"{part}, {width}: {exception}");
                continue;
            }

            Counts += expected.Compare(actual, failure => _failures.Add($"{part}, {width}: {failure}"));
        }
    }
}
