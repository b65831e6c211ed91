using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace DropoutGen.TestSupport.Networks;

/// <summary>Generated code did not compile cleanly.</summary>
public sealed class NetworkCompilationException(string message) : Exception(message)
{
    private const int ShownDiagnostics = 10;
    private const int ShownLines = 4;

    /// <summary>The diagnostics, each with the numbered lines around it.</summary>
    public static NetworkCompilationException From(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{diagnostics.Count} diagnostics; the first {ShownDiagnostics}:");
        foreach (Diagnostic diagnostic in diagnostics.Take(ShownDiagnostics))
        {
            text.AppendLine(diagnostic.ToString());
            AppendSource(text, diagnostic.Location);
        }

        return new NetworkCompilationException(text.ToString());
    }

    private static void AppendSource(StringBuilder text, Location location)
    {
        if (location.SourceTree is null)
        {
            return;
        }

        var lines = location.SourceTree.GetText().Lines;
        int line = location.GetLineSpan().StartLinePosition.Line;
        for (int i = Math.Max(0, line - ShownLines); i <= Math.Min(lines.Count - 1, line + ShownLines); i++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{(i == line ? '>' : ' ')}{i + 1,5} {lines[i]}");
        }
    }
}
