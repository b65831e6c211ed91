using DropoutGen.TestSupport.Data;

namespace DropoutGen.Runtime.Tests.Training;

/// <summary>A network with dropout learns real digits, on every vector width.</summary>
public sealed class MnistTests
{
    private const int Batch = 100;

    public static TheoryData<VectorWidth> Widths => [.. VectorWidths.Supported];

    [Theory]
    [MemberData(nameof(Widths))]
    public void One_pass_over_the_digits_gives_94_percent(VectorWidth width)
    {
        string? folder = TestData.Folder("mnist");
        Assert.SkipWhen(folder is null, "MNIST is absent: set DROPOUTGEN_DATA to a folder with mnist/*.gz to run this.");
        Mnist train = Mnist.Read(folder, "train");
        Mnist test = Mnist.Read(folder, "t10k");
        var network = new DigitNetwork(seed: 3) { VectorWidth = width };
        using var trainer = network.CreateTrainer(new Adam(2e-3f), new TrainerOptions { BatchSize = Batch });
        for (int row = 0; row < train.Labels.Length; row += Batch)
        {
            trainer.Step(train.Images.AsSpan(row * Mnist.Pixels, Batch * Mnist.Pixels), train.Labels.AsSpan(row, Batch));
        }

        var probabilities = new float[test.Labels.Length * 10];
        network.Predict(test.Images, probabilities);
        int right = Enumerable.Range(0, test.Labels.Length).Count(row =>
        {
            float[] digit = probabilities[(row * 10)..((row + 1) * 10)];
            return Array.IndexOf(digit, digit.Max()) == test.Labels[row];
        });
        Assert.InRange((double)right / test.Labels.Length, 0.94, 1);
    }
}

[Network(784)]
[Dense(64), Relu, Dropout(0.2)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class DigitNetwork;
