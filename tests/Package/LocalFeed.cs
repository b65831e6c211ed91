namespace DropoutGen.Package.Tests;

/// <summary>A folder with the packages, packed once, and fresh folders for projects that know no other source.</summary>
public sealed class LocalFeed : IAsyncLifetime
{
    /// <summary>The version that the packages get here; no other package has it.</summary>
    public const string Version = "0.1.0-test.1";

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private readonly string _root = Directory.CreateTempSubdirectory("dropoutgen-package-").FullName;

    /// <summary>The folder of the packages.</summary>
    public string Folder => Path.Combine(_root, "feed");

    /// <summary>Where packages are unpacked to.</summary>
    public string Packages => Path.Combine(_root, "packages");

    public async ValueTask InitializeAsync()
    {
        string repository = FindRepository();
        foreach (string project in (string[])["src/Runtime/DropoutGen.csproj", "src/Csv/DropoutGen.Csv.csproj", "src/Templates/DropoutGen.Templates.csproj"])
        {
            await DotnetCommand.Run(
                repository, null, "pack", project, "--no-build", "-c", Configuration, "-o", Folder,
                "-p:MinVerSkip=false", $"-p:MinVerVersionOverride={Version}");
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Opens a package's file, such as <c>DropoutGen</c> with <c>nupkg</c>.</summary>
    public System.IO.Compression.ZipArchive Open(string package, string extension) =>
        System.IO.Compression.ZipFile.OpenRead(Path.Combine(Folder, $"{package}.{Version}.{extension}"));

    /// <summary>Makes a folder outside the repository, with copies of projects of this test, that restores from here alone.</summary>
    public string MakeFolder(string name, params string[] projects)
    {
        string folder = Path.Combine(_root, name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "NuGet.config"), $"""
            <configuration>
              <packageSources><clear /><add key="local" value="{Folder}" /></packageSources>
            </configuration>
            """);
        if (projects.Length > 0)
        {
            File.WriteAllText(Path.Combine(folder, "Directory.Packages.props"), $"""
                <Project>
                  <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
                  <ItemGroup><PackageVersion Include="DropoutGen" Version="{Version}" /></ItemGroup>
                </Project>
                """);
        }

        foreach (string project in projects)
        {
            Directory.CreateDirectory(Path.Combine(folder, project));
            foreach (string file in Directory.GetFiles(Path.Combine(FindRepository(), "tests", "Package", "Consumers", project)))
            {
                File.Copy(file, Path.Combine(folder, project, Path.GetFileName(file)));
            }
        }

        return folder;
    }

    /// <summary>The folder of the solution.</summary>
    public static string FindRepository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "DropoutGen.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException($"No DropoutGen.sln above {AppContext.BaseDirectory}.");
    }
}
