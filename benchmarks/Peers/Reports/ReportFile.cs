namespace DropoutGen.Benchmarks.Peers.Reports;

/// <summary>Files are written beside and moved into place.</summary>
internal static class ReportFile
{
    public static void Write(string path, string text)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string beside = full + ".new";
        File.WriteAllText(beside, text);
        File.Move(beside, full, overwrite: true);
    }
}
