using System.Runtime.InteropServices;

namespace DropoutGen.Benchmarks;

/// <summary>What a reader of figures must know about the machine they come from.</summary>
internal static class Machine
{
    /// <summary>The processor's name as the system gives it.</summary>
    public static string Processor { get; } = FindProcessor();

    /// <summary>Processor, processors that this process may use, system, runtime.</summary>
    public static string Description { get; } =
        $"{Processor}, {Environment.ProcessorCount} processors for this process, {SystemName()}, {RuntimeInformation.FrameworkDescription}";

    private static string FindProcessor()
    {
        const string Key = "model name";
        string? name = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(static line => line.StartsWith(Key, StringComparison.Ordinal))
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        name = name?[(name.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        return string.IsNullOrEmpty(name) ? $"unnamed {RuntimeInformation.ProcessArchitecture} processor" : name;
    }

    private static string SystemName() => $"{RuntimeInformation.OSDescription} ({RuntimeInformation.RuntimeIdentifier})";
}
