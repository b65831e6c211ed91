using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;

namespace DropoutGen.TestSupport.GeneratorHarness;

/// <summary>Compiles a project with what was generated for it; any diagnostic that a user could see is a failure.</summary>
public static class CleanCompilation
{
    private const int Shown = 8;
    private const int Around = 3;

    /// <summary>Generates under the hostile culture too, compiles, and gives the assembly's image.</summary>
    public static byte[] Of(params string[] sources)
    {
        GeneratorRun run = GeneratorRun.Over(sources);
        GeneratorRun abroad = HostileCulture.Run(() => GeneratorRun.Over(sources));
        foreach ((string name, string text) in run.Sources)
        {
            if (abroad.Sources[name] != text)
            {
                throw new UncleanCompilationException($"{name} depends on the culture:\n{Numbered(abroad.Sources[name], 0, int.MaxValue - 1)}");
            }
        }

        return Image(run.Output);
    }

    /// <summary>The assembly of a compilation without diagnostics.</summary>
    public static byte[] Image(Compilation compilation)
    {
        using var image = new MemoryStream();
        Diagnostic[] diagnostics = Visible(compilation, image);
        return diagnostics.Length == 0 ? image.ToArray() : throw new UncleanCompilationException(Describe(diagnostics));
    }

    /// <summary>The diagnostics that a user would see.</summary>
    public static Diagnostic[] Visible(Compilation compilation) => Visible(compilation, new MemoryStream());

    private static Diagnostic[] Visible(Compilation compilation, MemoryStream image)
    {
        using var documentation = new MemoryStream();
        ImmutableArray<Diagnostic> diagnostics = compilation.Emit(image, xmlDocumentationStream: documentation).Diagnostics;

        // The tests' own files need no documentation; generated ones do.
        return
        [
            .. diagnostics.Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden
                && !diagnostic.IsSuppressed
                && !(diagnostic.Id == "CS1591" && !IsGenerated(diagnostic.Location))),
        ];
    }

    private static bool IsGenerated(Location location) =>
        location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) ?? false;

    // Of each file the first diagnostics, each with the lines around it.
    private static string Describe(Diagnostic[] diagnostics)
    {
        var text = new StringBuilder().Append(diagnostics.Length).Append(" diagnostics\n");
        foreach (IGrouping<SyntaxTree?, Diagnostic> group in diagnostics.GroupBy(static diagnostic => diagnostic.Location.SourceTree))
        {
            foreach (Diagnostic diagnostic in group.Take(Shown))
            {
                text.Append(diagnostic).Append('\n');
                if (group.Key is not null)
                {
                    int line = diagnostic.Location.GetLineSpan().StartLinePosition.Line;
                    text.Append(Numbered(group.Key.ToString(), line - Around, line + Around)).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    private static string Numbered(string source, int first, int last) => string.Join('\n', source.Split('\n')
        .Select(static (line, index) => $"{index + 1,5}  {line}")
        .Skip(first)
        .Take(last - Math.Max(0, first) + 1));
}
