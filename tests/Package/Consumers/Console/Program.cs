using System.Globalization;
using DropoutGen;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Rows = 512, BatchSize = 64;
var random = new Random(1);
var points = new float[2 * Rows];
var labels = new int[Rows];
for (int row = 0; row < Rows; row++)
{
    float x = points[2 * row] = random.NextSingle() * 2 - 1;
    float y = points[2 * row + 1] = random.NextSingle() * 2 - 1;
    labels[row] = x > 0 == y > 0 ? 1 : 0;
}

var network = new SameSign(seed: 1);
using (var trainer = network.CreateTrainer(new Adam(learningRate: 1e-2f), new TrainerOptions { BatchSize = BatchSize }))
{
    for (int step = 0; step < 800; step++)
    {
        int row = step * BatchSize % Rows;
        trainer.Step(points.AsSpan(2 * row, 2 * BatchSize), labels.AsSpan(row, BatchSize));
    }
}

var probabilities = new float[2 * Rows];
network.Predict(points, probabilities);
Console.WriteLine($"accuracy {Enumerable.Range(0, Rows).Count(row => probabilities[2 * row + labels[row]] > 0.5f) / (double)Rows}");

network.Save("same-sign.safetensors");
var again = new float[2 * Rows];
SameSign.Load("same-sign.safetensors").Predict(points, again);
Console.WriteLine($"difference after loading {probabilities.Zip(again, (a, b) => Math.Abs(a - b)).Max()}");

MonteCarloPrediction posterior = network.PredictMonteCarlo(points, passes: 50, seed: 7);
Console.WriteLine($"mean entropy {Enumerable.Range(0, Rows).Average(row => posterior.PredictiveEntropy[row])}");
