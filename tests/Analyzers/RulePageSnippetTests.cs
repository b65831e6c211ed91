using System.Text.RegularExpressions;
using DropoutGen.Analyzers.Tests.CallSites;
using Microsoft.CodeAnalysis;

namespace DropoutGen.Analyzers.Tests;

/// <summary>
/// The C# of the rules' pages: what stands under "Bad" compiles and the rule reports it, or is an error of the rule alone; what stands
/// under "Good" compiles and the rule is silent.
/// </summary>
public sealed partial class RulePageSnippetTests
{
    private const string Trainer = "Trainer<Net, int, Adam> trainer, float[] rows, float[] row, float[] logits, int[] labels, int[] votes, int passes";

    // Variables that statements speak of, and the method around them.
    private static readonly Dictionary<string, string> s_methods = new(StringComparer.Ordinal)
    {
        ["DG2001"] = "public static void Forward(float[] hidden, float rate, Random random) { BODY }",
        ["DG2002"] = "public static void Forward(float[] hidden, float rate, Random random) { for (int i = 0; i < hidden.Length; i++) { BODY } }",
        ["DG2003"] = $"private static float Accuracy(float[] logits, int[] labels) => logits[0] + labels[0]; public static float Test({Trainer}) {{ BODY }}",
        ["DG2004"] = "public static void Score(Net network, float[][] batches, MonteCarloPrediction[] posteriors) { BODY }",
        ["DG2005"] = "public static float Spread(Net network, float[] inputs) { BODY return posterior.Variance[0]; }",
        ["DG2006"] = $"public static void Vote(Net network, {Trainer}) {{ BODY }}",
    };

    public static TheoryData<string, string, string> Snippets
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (string page in Directory.GetFiles(Path.Combine(RulePagesTests.Root, "docs", "rules"), "DG*.md").Order(StringComparer.Ordinal))
            {
                string section = string.Empty;
                foreach (Match match in SectionOrBlock().Matches(File.ReadAllText(page)))
                {
                    if (match.Groups["section"].Success)
                    {
                        section = match.Groups["section"].Value;
                    }
                    else
                    {
                        data.Add(Path.GetFileNameWithoutExtension(page), section, match.Groups["code"].Value);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public async Task Bad_is_reported_and_good_is_not(string id, string section, string snippet)
    {
        Assert.True(section is "Bad" or "Good", $"a snippet under '{section}'");
        bool isBad = section == "Bad";
        if (id.StartsWith("DG0", StringComparison.Ordinal))
        {
            string[] found = [.. (await AnalyzerRun.Over(Code.Using + (snippet.Contains("partial", StringComparison.Ordinal) || snippet.Contains("class", StringComparison.Ordinal) ? snippet : Declaration(snippet)))).Select(static text => text.Split(' ')[0]).Distinct()];
            Assert.Equal(isBad ? [id] : [], found.Where(found => found == id || found.StartsWith("DG0", StringComparison.Ordinal) || !isBad));
            return;
        }

        // Errors of the compiler fail there.
        Diagnostic[] reported = id switch
        {
            "DG2008" => await CallSiteCode.TorchDiagnostics(Torch(snippet)),
            "DG2001" or "DG2002" => await AnalyzerRun.Rule(id, $"{Code.Using}public static class Layers {{ {Around(id, snippet)} }}"),
            _ when s_methods.ContainsKey(id) => await CallSiteCode.Diagnostics(id, Around(id, snippet)),
            _ => await AnalyzerRun.Rule(id, Code.Using + Declaration(snippet)),
        };
        Assert.Equal(isBad, reported.Length > 0);
    }

    [Fact]
    public void Every_page_has_both() => Assert.All(Snippets.GroupBy(static row => row.Data.Item1), static page =>
        Assert.Equal(["Bad", "Good"], page.Select(static row => row.Data.Item2).Distinct()));

    private static string Around(string id, string snippet) => s_methods[id].Replace("BODY", $"\n{snippet}\n", StringComparison.Ordinal);

    // Pages show the lines that matter: inputs, outputs and the class are added where they are left out.
    private static string Declaration(string snippet)
    {
        string text = snippet.Contains("[Network(", StringComparison.Ordinal) ? snippet : "[Network(64)]\n" + snippet;
        text = text.Contains("SoftmaxCrossEntropy", StringComparison.Ordinal) ? text : text + "[Dense(10), SoftmaxCrossEntropy]\n";
        return text + "public sealed partial class Example;\n";
    }

    private static string Torch(string snippet) =>
        "using TorchSharp;\nusing static TorchSharp.torch;\nusing static TorchSharp.torch.nn;\n\n" +
        "public sealed class Block : Module<Tensor, Tensor>\n{\n    private readonly TorchSharp.Modules.Linear first = Linear(4, 4);\n    public Block() : base(\"block\") { }\n" +
        (snippet.Contains("override", StringComparison.Ordinal)
            ? snippet + "}\n"
            : "    public override Tensor forward(Tensor x) => functional.dropout(first.forward(x), 0.5, training);\n}\n\n" +
                $"public static class Program\n{{\n    public static Tensor Test(Tensor rows)\n    {{\n        var model = new Block();\n{snippet}    }}\n}}\n");

    [GeneratedRegex("^## (?<section>.*?)$|^```csharp\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex SectionOrBlock();
}
