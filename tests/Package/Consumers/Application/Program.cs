using System.Globalization;
using DropoutGen;
using Library;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Rows = 64;
var random = new Random(1);
var inputs = new float[3 * Rows];
var targets = new float[Rows];
for (int row = 0; row < Rows; row++)
{
    for (int i = 0; i < 3; i++)
    {
        inputs[3 * row + i] = random.NextSingle() - 0.5f;
    }

    targets[row] = inputs[3 * row] - 2 * inputs[3 * row + 1] + inputs[3 * row + 2];
}

var line = new Line(seed: 1);
using var trainer = line.CreateTrainer(new Sgd(learningRate: 0.1f), new TrainerOptions { BatchSize = Rows });
float first = trainer.Step(inputs, targets);
float last = first;
for (int step = 0; step < 200; step++)
{
    last = trainer.Step(inputs, targets);
}

Console.WriteLine($"first loss {first}");
Console.WriteLine($"last loss {last}");
