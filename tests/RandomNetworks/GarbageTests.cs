using System.Collections.Concurrent;
using System.Globalization;
using DropoutGen.RandomNetworks.Tests.Garbage;

namespace DropoutGen.RandomNetworks.Tests;

/// <summary>
/// Whatever stands in a file, generator, analyzers and fixes do not throw. The environment variables
/// DROPOUTGEN_GARBAGE and DROPOUTGEN_GARBAGE_SEED set how many files are tried, and the first seed.
/// </summary>
public sealed class GarbageTests(ITestOutputHelper output)
{
    // Files that an editor has one after the other.
    private const int Session = 50;
    private const int Shown = 5;

    [Fact]
    public void Generator_analyzers_and_fixes_never_throw()
    {
        int count = Setting.Of("DROPOUTGEN_GARBAGE", 400);
        int first = Setting.Of("DROPOUTGEN_GARBAGE_SEED", 1);
        var failures = new ConcurrentBag<string>();
        int reported = 0;
        int repaired = 0;
        int generated = 0;
        Parallel.ForEach(
            Enumerable.Range(first, count).Chunk(Session),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            seeds =>
            {
                using var tools = new Tools();
                foreach (int seed in seeds)
                {
                    Try(tools, seed, failures);
                }

                Interlocked.Add(ref reported, tools.Reported);
                Interlocked.Add(ref repaired, tools.Fixed);
                Interlocked.Add(ref generated, tools.Generated);
            });

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} files from seed {first}: {failures.Count} failed; code was generated for {generated}, {reported} diagnostics, {repaired} fixes"));
        Assert.True(failures.IsEmpty, $"{failures.Count} failed:\n{string.Join("\n\n", failures.OrderBy(static failure => failure.Length).Take(Shown))}");

        // Otherwise nothing was tried.
        Assert.True(generated > 0 && reported > 0 && repaired > 0, "No file reached the generator, the analyzers or a fix.");
    }

    /// <summary>A twentieth as many: each is looked at with what is generated for its network.</summary>
    [Fact]
    public void Neither_do_they_on_code_that_calls_networks()
    {
        int count = Math.Max(1, Setting.Of("DROPOUTGEN_GARBAGE", 400) / 20);
        int first = Setting.Of("DROPOUTGEN_GARBAGE_SEED", 1);
        var failures = new ConcurrentBag<string>();
        using var tools = new Tools(BrokenCalls.Companions);
        foreach (string whole in BrokenCalls.Whole)
        {
            Try(tools, 0, whole, withGenerated: true, failures);
        }

        int unbroken = tools.Fixed;
        string[] rules = [.. tools.FixedRules.Order(StringComparer.Ordinal)];
        foreach (int seed in Enumerable.Range(first, count))
        {
            Try(tools, seed, BrokenCalls.Draw(new Random(seed)), withGenerated: true, failures);
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} files of calls from seed {first}: {failures.Count} failed; {tools.Reported} diagnostics, {tools.Fixed} fixes, {unbroken} of them before anything was broken"));
        Assert.True(failures.IsEmpty, $"{failures.Count} failed:\n{string.Join("\n\n", failures.OrderBy(static failure => failure.Length).Take(Shown))}");
        Assert.Equal(["DG2001", "DG2003", "DG2004", "DG2005", "DG2008"], rules);
    }

    private static void Try(Tools tools, int seed, ConcurrentBag<string> failures)
    {
        var random = new Random(seed);
        string source = random.Next(2) == 0 ? GarbageArguments.Draw(random) : BrokenText.Draw(random);
        Try(tools, seed, source, withGenerated: random.Next(4) == 0, failures);
    }

    private static void Try(Tools tools, int seed, string source, bool withGenerated, ConcurrentBag<string> failures)
    {
        try
        {
            tools.Run(source, withGenerated);
        }
#pragma warning disable CA1031 // Whatever is thrown is a finding.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}:\n{source}\n{exception}"));
        }
    }
}
