using Microsoft.CodeAnalysis;

namespace DropoutGen.Analyzers.Tests.CallSites;

/// <summary>Members of a class that uses a network with dropout, and one without, and what a rule says of them.</summary>
internal static class CallSiteCode
{
    private const string Networks = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using DropoutGen;

        [Network(4), Dense(50), Relu, Dropout(0.5), Dense(3), SoftmaxCrossEntropy] public sealed partial class Net;
        [Network(4), Dense(50), Relu, Dense(3), SoftmaxCrossEntropy] public sealed partial class Plain;

        """;

    /// <summary>The texts that a rule reports in the members of one class.</summary>
    public static async Task<string[]> Reported(string id, string members, string typeName = "User") =>
        [.. (await AnalyzerRun.CallSiteRule(id, Source(members, typeName))).Select(Text)];

    public static string Source(string members, string typeName = "User") =>
        $"{Networks}public class {typeName}\n{{\n{members}\n    private static int ArgMax(ReadOnlySpan<float> values) => values.IndexOf(values[0]);\n}}\n";

    public static string Text(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);
}
