using System.Numerics.Tensors;

namespace DropoutGen.Benchmarks.Peers.HandWritten;

/// <summary>A scenario's work by hand with TensorPrimitives, on one thread; its optimizer is plain gradient descent.</summary>
internal sealed class HandWrittenContender(Scenario scenario) : Contender
{
    private readonly NetworkShape _shape = scenario.Network.Shape;
    private readonly HandWrittenNetwork _network = new(scenario.Network);
    private readonly Batch _batch = new(scenario.Network.Shape, scenario.Batch);
    private readonly float[] _outputs = new float[scenario.Batch * scenario.Network.Shape.Outputs];
    private readonly float[] _mean = new float[scenario.Network.Shape.Outputs];
    private readonly float[] _squares = new float[scenario.Network.Shape.Outputs];

    /// <summary>Whether it does a scenario.</summary>
    public static bool Does(Scenario scenario) =>
        scenario.Threads == 1 && scenario.Optimizer is not OptimizerKind.Adam && scenario.Network.Shape.IsPlain;

    public override void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            switch (scenario.Phase)
            {
                case Phase.Train:
                    _network.Step(_batch, scenario.Rate ?? 0, LearningRate);
                    break;
                case Phase.Infer:
                    Predict();
                    break;
                default:
                    Sample();
                    break;
            }
        }
    }

    private void Predict()
    {
        for (int row = 0; row < _batch.Rows; row++)
        {
            _network.Predict(
                _batch.Inputs.AsSpan(row * _shape.Inputs, _shape.Inputs),
                _outputs.AsSpan(row * _shape.Outputs, _shape.Outputs),
                rate: 0);
        }
    }

    private void Sample()
    {
        _mean.AsSpan().Clear();
        _squares.AsSpan().Clear();
        for (int pass = 0; pass < Scenario.Passes; pass++)
        {
            _network.Predict(_batch.Inputs, _outputs, scenario.Rate ?? 0);
            TensorPrimitives.Add(_mean, _outputs, _mean);
            TensorPrimitives.MultiplyAdd(_outputs, _outputs, _squares, _squares);
        }

        // The variance is left at the sums it comes from.
        TensorPrimitives.Multiply(_mean, 1f / Scenario.Passes, _mean);
    }
}
