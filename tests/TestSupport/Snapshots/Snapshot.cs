using System.Runtime.CompilerServices;
using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace DropoutGen.TestSupport.Snapshots;

/// <summary>
/// Compares a text with the file <c>Class.Method.verified.cs</c> beside the test. On a mismatch, or where there is no
/// such file, the text goes to <c>Class.Method.received.cs</c> and the test fails with the difference.
/// </summary>
/// <remarks>
/// The convention is Verify's, so that its files can take over as they are. Nothing is accepted by itself: rename the
/// received file, or run the tests with the environment variable <c>DROPOUTGEN_ACCEPT=1</c>, which writes the verified
/// files; then read the difference before it is committed.
/// </remarks>
public static class Snapshot
{
    private const string AcceptVariable = "DROPOUTGEN_ACCEPT";
    private const int Context = 3;

    /// <summary>Fails unless the text equals the verified file, line ends aside.</summary>
    /// <param name="text">What the test made.</param>
    /// <param name="extension">Of the files, without the period.</param>
    /// <param name="method">The test; filled in by the compiler.</param>
    /// <param name="path">The test's file, named as its class; filled in by the compiler.</param>
    public static void Match(
        string text,
        string extension = "cs",
        [CallerMemberName] string method = "",
        [CallerFilePath] string path = "")
    {
        string stem = Path.Combine(Path.GetDirectoryName(path)!, $"{Path.GetFileNameWithoutExtension(path)}.{method}");
        string verified = $"{stem}.verified.{extension}";
        string received = $"{stem}.received.{extension}";
        text = WithLineFeeds(text);
        string? expected = File.Exists(verified) ? WithLineFeeds(File.ReadAllText(verified)) : null;
        if (expected != text && Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllText(verified, text);
            expected = text;
        }

        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        throw new SnapshotMismatchException(expected is null
            ? $"There is no {verified}; the text is in {received}."
            : $"{Path.GetFileName(verified)} differs from {received}:\n{Difference(expected, text)}");
    }

    private static string WithLineFeeds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    // Changed lines and a few around them, as a patch shows them.
    private static string Difference(string expected, string actual)
    {
        List<DiffPiece> lines = InlineDiffBuilder.Diff(expected, actual, ignoreWhiteSpace: false).Lines;
        var shown = new bool[lines.Count];
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].Type != ChangeType.Unchanged)
            {
                int end = Math.Min(lines.Count, i + Context + 1);
                Array.Fill(shown, true, Math.Max(0, i - Context), end - Math.Max(0, i - Context));
            }
        }

        var difference = new StringBuilder();
        for (int i = 0; i < lines.Count; i++)
        {
            if (shown[i])
            {
                char sign = lines[i].Type switch { ChangeType.Inserted => '+', ChangeType.Deleted => '-', _ => ' ' };
                difference.Append(sign).Append(' ').Append(lines[i].Text).Append('\n');
            }
            else if (i > 0 && shown[i - 1])
            {
                difference.Append("...\n");
            }
        }

        return difference.ToString();
    }
}
