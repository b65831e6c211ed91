namespace DropoutGen;

/// <summary>
/// Writes files that are either complete or not there. What a killed process leaves beside its target is deleted by a later
/// write to the same directory.
/// </summary>
internal static class AtomicFile
{
    private const string Prefix = "dropoutgen-";
    private const string Suffix = ".tmp";

    /// <summary>A file that nobody has open and nobody wrote to for so long was left by a process that is no more.</summary>
    private static readonly TimeSpan s_abandonedAge = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Replaces the file at <paramref name="path"/> by what <paramref name="write"/> writes. When anything fails, an
    /// older file stays as it is.
    /// </summary>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path);

        // In the same directory, since a move between file systems is a copy; with a name of its own length, since the
        // target's may be as long as names can get.
        string directory = Path.GetDirectoryName(target) ?? target;
        string temporary = Path.Combine(directory, $"{Prefix}{Guid.NewGuid():N}{Suffix}");

        // Created in front of the try block: a file that could not be created is not ours to delete. Open until it has its
        // name, so that nobody takes it for abandoned; others may rename it, as we do.
        var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Delete);
        try
        {
            using (stream)
            {
                write(stream);

                // To the disk, not only to the system: else a power cut could leave the new name on an empty file.
                stream.Flush(flushToDisk: true);
                File.Move(temporary, target, overwrite: true);
            }
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // How .NET tells that a file is longer than its file system, or the process's limit, lets it be.
            TryDelete(temporary);
            throw new IOException($"'{target}' cannot be written: {exception.Message}", exception);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }

        DeleteAbandoned(directory);
    }

    private static void DeleteAbandoned(string directory)
    {
        try
        {
            foreach (string path in Directory.EnumerateFiles(directory, $"{Prefix}*{Suffix}"))
            {
                if (DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > s_abandonedAge && IsNobodys(path))
                {
                    TryDelete(path);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A directory that cannot be listed: the file itself is written.
        }
    }

    private static bool IsNobodys(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
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
