using System.Globalization;
using DropoutApp;
using DropoutGen;

const int BatchSize = 64;
(float[] points, int[] classes) = MoonData.Draw(1024, seed: 1);
(float[] testPoints, int[] testClasses) = MoonData.Draw(512, seed: 2);

var network = new MoonNetwork(seed: 1);
using var trainer = network.CreateTrainer(new Adam(learningRate: 3e-3f), new TrainerOptions { BatchSize = BatchSize });
for (int epoch = 1; epoch <= 60; epoch++)
{
    float loss = 0;
    for (int row = 0; row < classes.Length; row += BatchSize)
    {
        loss += trainer.Step(points.AsSpan(2 * row, 2 * BatchSize), classes.AsSpan(row, BatchSize));
    }

    if (epoch % 20 == 0)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"epoch {epoch}: loss {loss * BatchSize / classes.Length:F4}"));
    }
}

var probabilities = new float[2 * testClasses.Length];
network.Predict(testPoints, probabilities);
int correct = testClasses.Index().Count(test => probabilities[2 * test.Index + test.Item] > 0.5f);
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"test accuracy {(double)correct / testClasses.Length:F4}"));

// Many predictions through different dropout masks: where they disagree, the network does not know.
Console.WriteLine("Classes (o, x) over the plane, and ? where the network is unsure:");
const int Columns = 60, Rows = 20;
var plane = new float[2 * Columns * Rows];
for (int i = 0; i < Columns * Rows; i++)
{
    plane[2 * i] = -1.5f + 4f * (i % Columns) / (Columns - 1);
    plane[2 * i + 1] = 1.5f - 2.5f * (i / Columns) / (Rows - 1);
}

MonteCarloPrediction posterior = network.PredictMonteCarlo(plane, passes: 100, seed: 7);
for (int row = 0; row < Rows; row++)
{
    Console.WriteLine(string.Concat(Enumerable.Range(row * Columns, Columns).Select(i =>
        posterior.PredictiveEntropy[i] > 0.3f ? '?' : posterior.Mean[2 * i] > 0.5f ? 'o' : 'x')));
}

network.Save("moons.safetensors");
