using System.Diagnostics;

namespace DropoutGen.Runtime.Tests.Faults;

/// <summary>A program of tests/FaultPrograms in a process of its own.</summary>
internal static class FaultProgram
{
    private const string Name = "DropoutGen.FaultPrograms";

    /// <summary>Starts it; what it prints is the caller's to read.</summary>
    /// <param name="environment">Variables for it.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Process Start(IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments) =>
        Start(new ProcessStartInfo(Dotnet, ["exec", Assembly, .. arguments]), environment);

    /// <summary>Starts it behind a shell's commands.</summary>
    /// <param name="commands">What the shell does first.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Process StartBehind(string commands, params string[] arguments) =>
        Start(new ProcessStartInfo("bash", ["-c", $"{commands}; exec \"$@\"", "bash", Dotnet, "exec", Assembly, .. arguments]), []);

    /// <summary>Runs it to its end and returns the lines that it printed; it must end well.</summary>
    public static string[] Run(IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        using Process process = Start(environment, arguments);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    // Beside this project, built in the same configuration.
    private static string Assembly
    {
        get
        {
            string folder = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
            string configuration = Path.GetFileName(Path.GetDirectoryName(folder)!);
            string tests = Path.GetFullPath(Path.Combine(folder, "..", "..", "..", ".."));
            string path = Path.Combine(tests, "FaultPrograms", "bin", configuration, Path.GetFileName(folder), Name + ".dll");
            return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not there.");
        }
    }

    private static Process Start(ProcessStartInfo start, IEnumerable<KeyValuePair<string, string>> environment)
    {
        start.RedirectStandardOutput = true;
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
    }
}
