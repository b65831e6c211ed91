using System.Globalization;
using DropoutApp;
using DropoutGen;

(float[] points, int[] classes) = MoonData.Draw(1280, seed: 1);
(Dataset<int> training, Dataset<int> validation) = Dataset.Create(points, classes, inputsPerRow: 2).Split(0.2, seed: 1);
(float[] testPoints, int[] testClasses) = MoonData.Draw(512, seed: 2);
Dataset<int> test = Dataset.Create(testPoints, testClasses, inputsPerRow: 2);

// In the end the network is that of the epoch which did best on the validation points.
var network = new MoonNetwork(seed: 1);
using var trainer = network.CreateTrainer(new Adam(learningRate: 3e-3f), new TrainerOptions { BatchSize = 64 });
FitResult result = trainer.Fit(
    training, new FitOptions<int> { Epochs = 60, Validation = validation, RestoreBest = true });
foreach (FitEpoch epoch in result.History.Where(epoch => epoch.Epoch % 20 == 0))
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"epoch {epoch.Epoch}: loss {epoch.TrainingLoss:F4}, validation loss {epoch.Validation!.Loss:F4}"));
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy {network.Evaluate(test).Accuracy:F4}"));

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
