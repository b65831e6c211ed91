using System.Diagnostics;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using System.Xml.Linq;

namespace DropoutGen.Package.Tests;

/// <summary>
/// What a build server packs from a tagged commit of a fresh clone: the tag's version, the commit, symbols that lead to the source, and
/// no path of the machine. It builds, and takes its turn with the others that do.
/// </summary>
[Collection<PackedCollection>]
public sealed class ReleaseTests : IDisposable
{
    private const string Version = "9.8.7";

    // Portable PDB format, "Source Link".
    private static readonly Guid s_sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    private readonly string _root = Directory.CreateTempSubdirectory("dropoutgen-release-").FullName;

    public void Dispose()
    {
        // Git's objects are read-only.
        foreach (string file in Directory.GetFiles(_root, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task A_tagged_commit_is_packed_as_its_version_with_its_source()
    {
        string repository = LocalFeed.FindRepository();
        Assert.SkipUnless(Path.Exists(Path.Combine(repository, ".git")), $"{repository} is no git repository.");
        string clone = Path.Combine(_root, "clone");
        Assert.SkipUnless(HasGit(), "There is no git.");
        Git(_root, "clone", "--quiet", "--no-local", "--depth", "1", new Uri(repository).AbsoluteUri, clone);
        Git(clone, "remote", "set-url", "origin", "https://github.com/dropoutgen/dropoutgen.git");
        Git(clone, "-c", "tag.gpgSign=false", "tag", $"v{Version}");
        string commit = Git(clone, "rev-parse", "HEAD");
        string output = Path.Combine(_root, "output");
        await DotnetCommand.Run(clone, null, "pack", "src/Runtime", "-c", "Release", "-o", output, "-p:ContinuousIntegrationBuild=true");

        using ZipArchive package = ZipFile.OpenRead(Path.Combine(output, $"DropoutGen.{Version}.nupkg"));
        using ZipArchive symbols = ZipFile.OpenRead(Path.Combine(output, $"DropoutGen.{Version}.snupkg"));
        using MemoryStream specification = package.Read("DropoutGen.nuspec");
        Assert.Equal(
            commit,
            XDocument.Load(specification).Descendants().Single(static element => element.Name.LocalName == "repository").Attribute("commit")!.Value);

        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(symbols.Read("lib/net10.0/DropoutGen.pdb"));
        MetadataReader symbolReader = provider.GetMetadataReader();
        Assert.Contains($"https://raw.githubusercontent.com/dropoutgen/dropoutgen/{commit}/", SourceLink(symbolReader), StringComparison.Ordinal);
        Assert.All(
            symbolReader.Documents.Select(document => symbolReader.GetString(symbolReader.GetDocument(document).Name)),
            static name => Assert.StartsWith("/_/", name, StringComparison.Ordinal));
        byte[] folder = Encoding.UTF8.GetBytes(_root);
        Assert.All(
            package.Entries.Where(static entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)).Select(entry => package.Read(entry.FullName).ToArray()),
            bytes => Assert.Equal(-1, bytes.AsSpan().IndexOf(folder)));
    }

    private static string SourceLink(MetadataReader reader) => Encoding.UTF8.GetString(reader.GetBlobBytes(reader.CustomDebugInformation
        .Select(reader.GetCustomDebugInformation)
        .Single(information => reader.GetGuid(information.Kind) == s_sourceLink).Value));

    private static bool HasGit()
    {
        try
        {
            Git(Path.GetTempPath(), "--version");
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };

        // Of a hook that runs the tests: they would name its repository.
        foreach (string name in start.Environment.Keys.Where(static key => key.StartsWith("GIT_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("git did not start.");
        string errors = process.StandardError.ReadToEnd();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"git {string.Join(' ', arguments)}: {errors}");
        return output.Trim();
    }
}
