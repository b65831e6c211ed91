using System.Diagnostics;
using System.Globalization;
using DropoutGen;
using DropoutGen.Benchmarks;
using DropoutGen.Benchmarks.FirstStep;

// How long a fresh process takes to its first training step, just-in-time compilation included, and how much memory a
// trainer takes. With the argument "once" this process measures itself and prints milliseconds; without, it starts itself
// that way several times.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Rows = 128;
if (args is ["once"])
{
    long start = Stopwatch.GetTimestamp();
    using var trainer = new Middle(seed: 1).CreateTrainer(new Sgd(0.1f), new TrainerOptions { BatchSize = Rows });
    trainer.Step(new float[Rows * 784], new int[Rows]);
    double step = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    Console.WriteLine(FormattableString.Invariant($"{step:F1} {(DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds:F1}"));
    return;
}

Console.WriteLine(Machine.Description);
double[][] times = [.. Enumerable.Range(0, 11).Select(static _ => RunOnce())];
Console.WriteLine(
    $"784-256-128-10, batch {Rows}, fresh process, median of {times.Length}: network, trainer and first step "
    + $"{Median(0):F0} ms; from the start of the process {Median(1):F0} ms");
Report<Middle, Sgd>(new Sgd(0.1f), 0);
Report<Middle, Adam>(new Adam(), 2);
Report<Large, Sgd>(new Sgd(0.1f), 0);
Report<Large, Adam>(new Adam(), 2);

double Median(int column) => times.Select(row => row[column]).Order().ElementAt(times.Length / 2);

static double[] RunOnce()
{
    using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Arguments()) { RedirectStandardOutput = true })!;
    string line = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return [.. line.Split(' ').Select(static text => double.Parse(text, CultureInfo.InvariantCulture))];
}

// As an app host, or by way of the dotnet command.
static string[] Arguments() =>
    Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0], "once"] : ["once"];

static void Report<TNetwork, TRule>(TRule rule, int states)
    where TNetwork : class, INetwork<TNetwork, int>
    where TRule : struct, IUpdateRule<TRule>
{
    long needed = TrainerMemory.Needed(TNetwork.Definition, Rows, states);
    long allocated = TrainerMemory.Allocated<TNetwork, TRule>(rule, Rows);
    Console.WriteLine(
        $"{typeof(TNetwork).Name}, {typeof(TRule).Name}, batch {Rows}: the trainer allocates {allocated:N0} bytes, "
        + $"{(double)allocated / needed:F2} of the {needed:N0} that activations, their gradients and the optimizer's state take");
}
