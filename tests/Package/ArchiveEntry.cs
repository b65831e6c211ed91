using System.IO.Compression;

namespace DropoutGen.Package.Tests;

/// <summary>Files in packages.</summary>
internal static class ArchiveEntry
{
    /// <summary>A file's content, which can be read from any place; the entry's own stream cannot.</summary>
    public static MemoryStream Read(this ZipArchive archive, string name)
    {
        var copy = new MemoryStream();
        using Stream stream = (archive.GetEntry(name) ?? throw new FileNotFoundException($"The package has no {name}.")).Open();
        stream.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }
}
