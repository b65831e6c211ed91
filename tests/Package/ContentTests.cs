using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace DropoutGen.Package.Tests;

/// <summary>What is in the packages.</summary>
[Collection<PackedCollection>]
public sealed class ContentTests(LocalFeed feed, ITestOutputHelper log)
{
    [Fact]
    public void Package_holds_library_documentation_generator_analyzers_and_fixes()
    {
        using ZipArchive package = feed.Open("DropoutGen", "nupkg");
        log.WriteLine($"{new FileInfo(Path.Combine(feed.Folder, $"DropoutGen.{LocalFeed.Version}.nupkg")).Length} bytes");
        Assert.Equal(
            [
                "DropoutGen.nuspec", "LICENSE", "README.md",
                "analyzers/dotnet/cs/DropoutGen.Analyzers.dll", "analyzers/dotnet/cs/DropoutGen.CodeFixes.dll",
                "analyzers/dotnet/cs/DropoutGen.Generator.dll",
                "lib/net10.0/DropoutGen.dll", "lib/net10.0/DropoutGen.xml",
            ],
            package.Entries.Select(static entry => entry.FullName).Where(static name => !IsEnvelope(name)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Package_says_licence_version_and_place_and_depends_on_nothing()
    {
        using ZipArchive package = feed.Open("DropoutGen", "nupkg");
        XElement metadata = XDocument.Load(package.Read("DropoutGen.nuspec")).Root!.Elements().Single();
        string Text(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
        Assert.Equal("DropoutGen", Text("id"));
        Assert.Equal(LocalFeed.Version, Text("version"));
        Assert.Equal("MIT", Text("license"));
        Assert.Equal("README.md", Text("readme"));
        Assert.NotEmpty(Text("description"));
        Assert.StartsWith("https://", metadata.Elements().Single(static element => element.Name.LocalName == "repository").Attribute("url")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(metadata.Descendants(), static element => element.Name.LocalName == "dependency");
    }

    [Fact]
    public void Symbols_belong_to_the_library()
    {
        using ZipArchive package = feed.Open("DropoutGen", "nupkg");
        using ZipArchive symbols = feed.Open("DropoutGen", "snupkg");
        using var library = new PEReader(package.Read("lib/net10.0/DropoutGen.dll"));
        using MetadataReaderProvider debug = MetadataReaderProvider.FromPortablePdbStream(symbols.Read("lib/net10.0/DropoutGen.pdb"));
        CodeViewDebugDirectoryData expected = library.ReadCodeViewDebugDirectoryData(
            library.ReadDebugDirectory().Single(static entry => entry.Type == DebugDirectoryEntryType.CodeView));
        var actual = new BlobContentId(debug.GetMetadataReader().DebugMetadataHeader!.Id);
        Assert.Equal(expected.Guid, actual.Guid);
        Assert.Contains(library.ReadDebugDirectory(), static entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    [Fact]
    public void Csv_is_a_package_of_its_own_that_depends_on_this_one_and_its_reader()
    {
        using ZipArchive package = feed.Open("DropoutGen.Csv", "nupkg");
        Assert.Equal(
            ["DropoutGen.Csv.nuspec", "LICENSE", "README.md", "lib/net10.0/DropoutGen.Csv.dll", "lib/net10.0/DropoutGen.Csv.xml"],
            package.Entries.Select(static entry => entry.FullName).Where(static name => !IsEnvelope(name)).Order(StringComparer.Ordinal));
        IEnumerable<XElement> dependencies = XDocument.Load(package.Read("DropoutGen.Csv.nuspec")).Descendants()
            .Where(static element => element.Name.LocalName == "dependency");
        Assert.Equal(["DropoutGen", "Sep"], dependencies.Select(static element => element.Attribute("id")!.Value).Order(StringComparer.Ordinal));
        Assert.Equal(LocalFeed.Version, dependencies.Single(static element => element.Attribute("id")!.Value == "DropoutGen").Attribute("version")!.Value);
    }

    [Fact]
    public void Template_package_holds_the_template_for_this_version()
    {
        using ZipArchive package = feed.Open("DropoutGen.Templates", "nupkg");
        Assert.Equal(
            [
                "DropoutGen.Templates.nuspec", "LICENSE", "README.md",
                "content/dropoutgen/.template.config/template.json", "content/dropoutgen/DropoutApp.csproj",
                "content/dropoutgen/MoonData.cs", "content/dropoutgen/MoonNetwork.cs", "content/dropoutgen/Program.cs",
            ],
            package.Entries.Select(static entry => entry.FullName).Where(static name => !IsEnvelope(name)).Order(StringComparer.Ordinal));
        using var project = new StreamReader(package.Read("content/dropoutgen/DropoutApp.csproj"));
        Assert.Contains($"\"DropoutGen\" Version=\"{LocalFeed.Version}\"", project.ReadToEnd(), StringComparison.Ordinal);
    }

    private static bool IsEnvelope(string name) =>
        name is "[Content_Types].xml" || name.StartsWith("_rels/", StringComparison.Ordinal) || name.StartsWith("package/", StringComparison.Ordinal);
}
