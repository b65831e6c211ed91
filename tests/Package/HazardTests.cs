using System.Text.Json;
using System.Text.RegularExpressions;

namespace DropoutGen.Package.Tests;

/// <summary>The sample of hazards with the package: what a plain build reports, and what <c>dotnet format</c> makes of it.</summary>
[Collection<PackedCollection>]
public sealed partial class HazardTests(LocalFeed feed, ITestOutputHelper log)
{
    private const string Log = "hazards.sarif";

    // Rules whose code fix needs to know nothing but the code.
    private static readonly string[] s_fixed = ["DG0001", "DG1001", "DG1002", "DG1003", "DG1004", "DG1005", "DG1007", "DG1010", "DG2001", "DG2003", "DG2004", "DG2005", "DG2008"];

    [Fact]
    public async Task Build_reports_each_rule_once_where_the_sample_says_so_and_formatting_fixes_them()
    {
        string folder = feed.MakeFolder("hazards", "Hazards");
        string project = Path.Combine(folder, "Hazards");
        string sample = Path.Combine(LocalFeed.FindRepository(), "samples", "Hazards");
        foreach (string file in Directory.GetFiles(sample).Where(static file => Path.GetExtension(file) is ".cs" or ".editorconfig"))
        {
            File.Copy(file, Path.Combine(project, Path.GetFileName(file)));
        }

        string[] expected = [.. Directory.GetFiles(project, "*.cs").SelectMany(Marked).Order(StringComparer.Ordinal)];
        string[] reported = await Build(folder);
        Assert.Equal(expected, reported);

        // Each rule that the documentation has a page for.
        string[] rules = [.. Directory.GetFiles(Path.Combine(LocalFeed.FindRepository(), "docs", "rules"), "DG*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!];
        Assert.Equal(rules, reported.Select(static line => line[..6]));

        await DotnetCommand.Run(folder, feed.Packages, ["format", "analyzers", "Hazards/Hazards.csproj", "--no-restore", "--severity", "info", "--diagnostics", .. s_fixed]);
        string[] left = await Build(folder);
        log.WriteLine("Left by dotnet format: " + string.Join(", ", left));
        Assert.Equal(rules.Except(s_fixed), left.Select(static line => line[..6]));

        // Nothing is left to format.
        await DotnetCommand.Run(folder, feed.Packages, "format", "whitespace", "Hazards/Hazards.csproj", "--no-restore", "--verify-no-changes");
    }

    private static IEnumerable<string> Marked(string file)
    {
        string[] lines = File.ReadAllLines(file);
        for (int line = 0; line < lines.Length; line++)
        {
            if (Marker().Match(lines[line]) is { Success: true } match)
            {
                yield return $"{match.Groups[1].Value} {Path.GetFileName(file)}:{line + 1}";
            }
        }
    }

    private async Task<string[]> Build(string folder)
    {
        await DotnetCommand.Run(folder, feed.Packages, "build", "Hazards", "--no-incremental", $"-p:ErrorLog={Log}%2cversion=2.1");
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "Hazards", Log)));
        return
        [
            .. document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Where(static result => result.GetProperty("ruleId").GetString()!.StartsWith("DG", StringComparison.Ordinal))
                .Select(Describe)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string Describe(JsonElement result)
    {
        JsonElement place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        string file = Path.GetFileName(new Uri(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!).LocalPath);
        return $"{result.GetProperty("ruleId").GetString()} {file}:{place.GetProperty("region").GetProperty("startLine").GetInt32()}";
    }

    [GeneratedRegex("// (DG[0-9]{4})$")]
    private static partial Regex Marker();
}
