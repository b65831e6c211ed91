using System.Diagnostics;
using DropoutGen.TestSupport.GeneratorHarness;

namespace DropoutGen.Generator.Tests.Cost;

/// <summary>What the generator costs an editor. The figures are printed, not judged: test machines differ.</summary>
public sealed class GenerationCostTests(ITestOutputHelper output)
{
    private const string Digits = """
        using DropoutGen;

        namespace A;

        [Network(784)]
        [Dense(256), Relu, Dropout(0.5)]
        [Dense(128), Relu, Dropout(0.5)]
        [Dense(10), SoftmaxCrossEntropy]
        public sealed partial class Digits;
        """;

    [Fact]
    public void Digits_cold_and_after_edits()
    {
        (GeneratorRun first, double cold) = Timed(static () => GeneratorRun.Over(Digits));
        (_, double warm) = Best(static () => GeneratorRun.Over(Digits));
        (GeneratorRun edited, double rate) = Best(() => first.AfterEdit(0, Digits.Replace("0.5", "0.25", StringComparison.Ordinal)));
        (_, double comment) = Best(() => first.AfterEdit(0, "// Digits\n" + Digits));
        (_, double units) = Best(() => first.AfterEdit(0, Digits.Replace("256", "255", StringComparison.Ordinal)));
        Assert.NotEqual(first.Source(string.Empty), edited.Source(string.Empty));
        output.WriteLine(FormattableString.Invariant(
            $"784-256-128-10: first run {cold:F1} ms, again from nothing {warm:F1} ms, after a rate edit {rate:F1} ms, after a comment {comment:F1} ms, after an edit of units {units:F1} ms; {first.Sources.Values.Sum(static text => text.Length)} characters"));
    }

    private static (GeneratorRun Run, double Milliseconds) Best(Func<GeneratorRun> make) =>
        Enumerable.Range(0, 10).Select(_ => Timed(make)).MinBy(static timed => timed.Milliseconds);

    private static (GeneratorRun Run, double Milliseconds) Timed(Func<GeneratorRun> make)
    {
        long start = Stopwatch.GetTimestamp();
        GeneratorRun run = make();
        return (run, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
}
