using System.Globalization;
using System.Text.RegularExpressions;

namespace DropoutGen.Package.Tests;

/// <summary>Projects outside the repository that have nothing but the package.</summary>
[Collection<PackedCollection>]
public sealed class ConsumerTests(LocalFeed feed, ITestOutputHelper log)
{
    [Fact]
    public async Task Console_project_is_warned_builds_trains_and_predicts()
    {
        string folder = feed.MakeFolder("console", "Console");
        string build = await DotnetCommand.Run(folder, feed.Packages, "build", "Console", "-c", "Release");
        Assert.Contains("warning DG1002", build, StringComparison.Ordinal);
        Assert.DoesNotContain("warning CS", build, StringComparison.Ordinal);

        string output = await DotnetCommand.Run(folder, feed.Packages, "Console/bin/Release/net10.0/Console.dll");
        log.WriteLine(output);
        Assert.InRange(Number(output, "accuracy"), 0.95, 1.0);
        Assert.Equal(0.0, Number(output, "difference after loading"));
        Assert.InRange(Number(output, "mean entropy"), 0.001, Math.Log(2));
    }

    [Fact]
    public async Task Library_with_a_network_is_used_by_an_application()
    {
        string folder = feed.MakeFolder("library", "Library", "Application");
        await DotnetCommand.Run(folder, feed.Packages, "build", "Application", "-c", "Release", "-warnaserror");
        string output = await DotnetCommand.Run(folder, feed.Packages, "Application/bin/Release/net10.0/Application.dll");
        log.WriteLine(output);
        Assert.InRange(Number(output, "last loss"), 0.0, 0.5 * Number(output, "first loss"));
    }

    [Fact]
    public async Task Template_makes_a_project_that_trains()
    {
        string folder = feed.MakeFolder("template");
        string hive = Path.Combine(folder, "hive");
        await DotnetCommand.Run(
            folder, feed.Packages, "new", "install", Path.Combine(feed.Folder, $"DropoutGen.Templates.{LocalFeed.Version}.nupkg"), "--debug:custom-hive", hive);
        await DotnetCommand.Run(folder, feed.Packages, "new", "dropoutgen", "-o", "Moons", "--debug:custom-hive", hive, "--skipRestore", "true");
        Assert.Contains("namespace Moons;", await File.ReadAllTextAsync(Path.Combine(folder, "Moons", "MoonNetwork.cs")), StringComparison.Ordinal);

        await DotnetCommand.Run(folder, feed.Packages, "build", "Moons", "-c", "Release", "-warnaserror");
        string output = await DotnetCommand.Run(folder, feed.Packages, "Moons/bin/Release/net10.0/Moons.dll");
        log.WriteLine(output);
        Assert.InRange(Number(output, "test accuracy"), 0.95, 1.0);
        Assert.True(File.Exists(Path.Combine(folder, "moons.safetensors")));
    }

    // The page's blocks: the first is Circle.cs, the others are Program.cs.
    [Fact]
    public async Task Getting_started_does_what_the_page_says()
    {
        string page = await File.ReadAllTextAsync(Path.Combine(LocalFeed.FindRepository(), "docs", "getting-started.md"));
        string[] blocks = [.. Regex.Matches(page, "^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Select(static match => match.Groups[1].Value)];
        string folder = feed.MakeFolder("started");
        string project = Path.Combine(folder, "Circle");
        await DotnetCommand.Run(folder, feed.Packages, "new", "console", "-o", "Circle");
        await File.WriteAllTextAsync(Path.Combine(project, "Circle.cs"), blocks[0]);
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), "using DropoutGen;\n\n" + string.Concat(blocks[1..]));
        await DotnetCommand.Run(project, feed.Packages, "add", "package", "DropoutGen", "--prerelease");
        string output = await DotnetCommand.Run(project, feed.Packages, "run", "-c", "Release");
        log.WriteLine(output);
        Assert.InRange(Number(output, "accuracy"), 0.95, 1.0);
        Assert.InRange(Number(output, "in the middle"), 0.9, 1.0);
        Assert.InRange(Number(output, "in the corner"), 0.0, 0.1);
        Assert.Equal(3, Regex.Count(output, "mean .* variance .* entropy"));
    }

    /// <summary>The number behind a name in what a program printed.</summary>
    private static double Number(string output, string name)
    {
        Match match = Regex.Match(output, Regex.Escape(name) + @":? ([-+0-9.eE]+)");
        Assert.True(match.Success, $"No '{name}' in:\n{output}");
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }
}
