using System.Diagnostics;

namespace DropoutGen.Package.Tests;

/// <summary>Runs the SDK's command line as a user would, away from this process's build.</summary>
internal static class DotnetCommand
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    /// <summary>Runs <c>dotnet</c> in a folder and returns what it printed; a failure fails the test with all of it.</summary>
    /// <param name="folder">The working directory.</param>
    /// <param name="packages">The folder that packages are unpacked to: a fresh one, so that no older package is used.</param>
    /// <param name="arguments">The arguments, one an item.</param>
    public static async Task<string> Run(string folder, string? packages, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // dotnet test tells its children which SDK files to use, and a hook of git which repository, by variables that a user's shell does not have.
        foreach (string name in start.Environment.Keys.Where(static key =>
            key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || key.StartsWith("GIT_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        // Nothing stays running behind the test.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        if (packages is not null)
        {
            start.Environment["NUGET_PACKAGES"] = packages;
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end within {s_limit}.");
        }

        string text = await output + await errors;
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with exit code {process.ExitCode}:\n{text}");
        return text;
    }
}
