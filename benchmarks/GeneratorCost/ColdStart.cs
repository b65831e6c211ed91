using System.Diagnostics;
using System.Globalization;
using DropoutGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DropoutGen.Benchmarks.GeneratorCost;

/// <summary>First generations of processes of their own, where the generator's code is not compiled yet.</summary>
internal static class ColdStart
{
    /// <summary>Argument that makes the program such a process.</summary>
    public const string Argument = "cold";

    // Behind the argument: the compiler's code has run before, the generator's has not.
    private const string WarmCompiler = "warm-compiler";

    /// <summary>Milliseconds of the first generation of each of some processes.</summary>
    public static Sample Measure(int processes, bool warmCompiler) =>
        new([.. Enumerable.Range(0, processes).Select(_ => Start(warmCompiler))]);

    /// <summary>Generates once and prints the milliseconds.</summary>
    public static void Run(string[] arguments)
    {
        if (arguments.Contains(WarmCompiler))
        {
            UserProject.Driver(new BystanderGenerator()).RunGenerators(UserProject.Parse());
        }

        CSharpCompilation project = UserProject.Parse();
        GeneratorDriver driver = UserProject.Driver(new NetworkGenerator());
        long start = Stopwatch.GetTimestamp();
        driver.RunGenerators(project);
        Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
    }

    private static double Start(bool warmCompiler)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };

        // Under the dotnet host the program is its first argument.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ColdStart).Assembly.Location);
        }

        start.ArgumentList.Add(Argument);
        if (warmCompiler)
        {
            start.ArgumentList.Add(WarmCompiler);
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? double.Parse(output, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"A process for a first generation ended with {process.ExitCode}.");
    }
}
