namespace DropoutGen.Runtime.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dropoutgen");

    private string Target => Path.Combine(_directory.FullName, "net.safetensors");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Creates_and_replaces()
    {
        AtomicFile.Write(Target, stream => stream.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Target));
        AtomicFile.Write(Target, stream => stream.Write([4]));
        Assert.Equal([4], File.ReadAllBytes(Target));
        RequireOnlyTarget();
    }

    [Fact]
    public void A_writer_that_dies_half_way_leaves_the_old_file()
    {
        File.WriteAllBytes(Target, [1, 2, 3]);
        var exception = Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.Write(new byte[100_000]);
            Assert.Equal(2, _directory.GetFiles().Length);
            throw new InvalidOperationException("half-way");
        }));
        Assert.Equal("half-way", exception.Message);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Target));
        RequireOnlyTarget();
    }

    [Fact]
    public void A_writer_that_dies_leaves_nothing_where_nothing_was()
    {
        Assert.Throws<IOException>(() => AtomicFile.Write(Target, _ => throw new IOException("full")));
        Assert.Empty(_directory.GetFileSystemInfos());
    }

    [Fact]
    public void The_old_file_stands_until_the_new_one_is_complete()
    {
        File.WriteAllBytes(Target, [1]);
        AtomicFile.Write(Target, stream =>
        {
            stream.Write([2, 2]);
            stream.Flush();
            Assert.Equal([1], File.ReadAllBytes(Target));
        });
        Assert.Equal([2, 2], File.ReadAllBytes(Target));
    }

    [Fact]
    public void A_target_that_cannot_be_replaced_leaves_no_temporary_file()
    {
        Directory.CreateDirectory(Target);
        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(Target, stream => stream.Write([1])));
        Assert.Equal(Target, Assert.Single(_directory.GetFileSystemInfos()).FullName);
    }

    [Fact]
    public void A_missing_directory_is_reported() => Assert.Throws<DirectoryNotFoundException>(
        () => AtomicFile.Write(Path.Combine(_directory.FullName, "missing", "x"), _ => { }));

    [Fact]
    public void Writers_at_the_same_time_do_not_mix()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows may refuse two replacements of one file at the same moment.");
        Parallel.For(0, 16, i => AtomicFile.Write(Target, stream =>
        {
            for (int k = 0; k < 10_000; k++)
            {
                stream.WriteByte((byte)i);
            }
        }));
        byte[] bytes = File.ReadAllBytes(Target);
        Assert.Equal(10_000, bytes.Length);
        Assert.Single(bytes.Distinct());
        RequireOnlyTarget();
    }

    private void RequireOnlyTarget() => Assert.Equal(Target, Assert.Single(_directory.GetFileSystemInfos()).FullName);
}
