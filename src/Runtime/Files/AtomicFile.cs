namespace DropoutGen;

/// <summary>Writes files that are either complete or not there.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Replaces the file at <paramref name="path"/> by what <paramref name="write"/> writes. When anything fails, an
    /// older file stays as it is.
    /// </summary>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path);

        // In the same directory, since a move between file systems is a copy; with a name of its own length, since the
        // target's may be as long as names can get.
        string temporary = Path.Combine(Path.GetDirectoryName(target) ?? target, $"dropoutgen-{Guid.NewGuid():N}.tmp");

        // Created in front of the try block: a file that could not be created is not ours to delete.
        var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        try
        {
            using (stream)
            {
                write(stream);

                // To the disk, not only to the system: else a power cut could leave the new name on an empty file.
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The failure that brought us here matters more than a file left behind.
        }
    }
}
