using System.Reflection;
using DropoutGen.Golden;

namespace DropoutGen.Numerics.Tests.Golden;

/// <summary>The recorded files, which are part of the assembly.</summary>
internal static class GoldenFigures
{
    private const string Prefix = "Golden.";
    private const string Suffix = ".safetensors";

    private static readonly Assembly s_assembly = typeof(GoldenFigures).Assembly;

    public static IEnumerable<string> Names => Resources.Select(static name => name[Prefix.Length..^Suffix.Length]);

    /// <summary>Bytes of all files.</summary>
    public static long Length => Resources.Sum(static name =>
    {
        using Stream stream = s_assembly.GetManifestResourceStream(name)!;
        return stream.Length;
    });

    private static IEnumerable<string> Resources =>
        s_assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal));

    public static GoldenFile Open(string name)
    {
        using Stream stream = s_assembly.GetManifestResourceStream(Prefix + name + Suffix)
            ?? throw new FileNotFoundException($"There are no figures for {name}: benchmarks/Peers/run.sh --golden tests/Numerics/Golden/Figures records them.");
        return GoldenFile.Read(stream);
    }
}
