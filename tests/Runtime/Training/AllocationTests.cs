using DropoutGen.CompilerServices;
using DropoutGen.Runtime.Tests.Networks;

namespace DropoutGen.Runtime.Tests.Training;

/// <summary>Once warm, nothing is allocated: not by a step, not by a prediction, on no width and for no loss.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void Softmax() => Require<SmallClassifier, int>([1, 0, 1]);

    [Fact]
    public void Squares() => Require<SmallRegression, float>([1, 0, 1, 0.5f, 0, 1]);

    [Fact]
    public void Answers() => Require<SmallAnswers, float>([1, 0, 1, 0.5f, 0, 1]);

    [Fact]
    public void The_dropout_family() => Require<SmallFamily, int>([1, 0, 1]);

    private static void Require<TNetwork, TTarget>(TTarget[] targets)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            Require<TNetwork, TTarget>(targets, width, new TrainerOptions());
            Require<TNetwork, TTarget>(targets, width, new TrainerOptions { ClipValue = 0.1f });
            Require<TNetwork, TTarget>(targets, width, new TrainerOptions { ClipNorm = 0.1f });
        }
    }

    private static void Require<TNetwork, TTarget>(TTarget[] targets, VectorWidth width, TrainerOptions options)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
    {
        TNetwork network = TNetwork.Create(1);
        network.VectorWidth = width;
        using var trainer = new Trainer<TNetwork, TTarget, Adam>(network, new Adam(), options);
        float[] inputs = [1, 2, 3, -1, 0.5f, 2, 0, 1, 0];
        float[] weights = [1, 0.5f, 2];
        var outputs = new float[6];
        var inputGradient = new float[9];
        Round();
        Round();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
        {
            Round();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Round()
        {
            trainer.Step(inputs, targets);
            trainer.Step(inputs, targets, weights);
            trainer.Forward(inputs, outputs);
            trainer.Backward(outputs, inputGradient);
            trainer.Backward(outputs, accumulate: true);
            trainer.Update();
            Prediction.Run(network, inputs, outputs, asLogits: false);
            Prediction.Run(network, inputs, outputs, asLogits: true);
        }
    }
}
