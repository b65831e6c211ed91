using System.Diagnostics;
using DropoutGen.Runtime.Tests.Networks;
using DropoutGen.Runtime.Tests.Training;

namespace DropoutGen.Runtime.Tests.Faults;

/// <summary>A disk that is full or cannot be written: an exception, and the old file.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dropoutgen");

    private string Target => Path.Combine(_directory.FullName, "checkpoint.safetensors");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_device_without_room()
    {
        const string device = "/dev/full";
        Assert.SkipUnless(File.Exists(device), $"{device} is absent.");
        var network = new Initialised(1);
        using var trainer = network.CreateTrainer(new Adam());
        using var full = new FileStream(device, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        Assert.Throws<IOException>(() => network.Save(full));
        Assert.Throws<IOException>(() => trainer.SaveCheckpoint(full));

        // Neither is the worse for it.
        trainer.Step(new float[200], new float[50]);
        network.Save(Target);
        Assert.True(File.Exists(Target));
    }

    [Fact]
    public void A_file_system_that_fills_up()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A file system of limited size is mounted on Linux alone.");
        string folder = Path.Combine(_directory.FullName, "small");
        Directory.CreateDirectory(folder);
        bool isMounted = Command("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder);
        Assert.SkipUnless(isMounted, "A tmpfs of 256 KiB cannot be mounted here: that takes root's rights.");
        try
        {
            // A checkpoint takes 40 KiB; the third copy of the parameters behind a filler does not fit.
            string target = Path.Combine(folder, "checkpoint.safetensors");
            var network = new SmallClassifier(1);
            using var trainer = network.CreateTrainer(new Adam(0.02f), new TrainerOptions { BatchSize = 16 });
            trainer.SaveCheckpoint(target);
            byte[] before = File.ReadAllBytes(target);
            Fill(Path.Combine(folder, "filler"));
            Assert.Throws<IOException>(() => trainer.Fit(FitTests.Rows(50, 1), new FitOptions<int> { Epochs = 3, Checkpoint = target }));
            Assert.Equal(before, File.ReadAllBytes(target));
            Assert.Equal(2, Directory.GetFiles(folder).Length);

            // The first epoch was trained; with room again it goes on.
            Assert.Equal(4, trainer.StepCount);
            File.Delete(Path.Combine(folder, "filler"));
            trainer.Fit(FitTests.Rows(50, 1), new FitOptions<int> { Epochs = 1, Checkpoint = target });
            Assert.NotEqual(before, File.ReadAllBytes(target));
        }
        finally
        {
            Command("umount", folder);
        }
    }

    [Fact]
    public void A_limit_of_the_size_of_files()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "The limit is set by bash.");
        File.WriteAllText(Target, "old");

        // Some 30 KiB of the 250 that a file takes; without the trap the signal would end the process.
        using Process process = FaultProgram.StartBehind(
            "trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0 DOTNET_DbgEnableMiniDump=0; ulimit -c 0; ulimit -f 30; exec 2>/dev/null", "save", Target);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("ready", lines[0]);
        Assert.StartsWith("refused: ", Assert.Single(lines.Skip(1)), StringComparison.Ordinal);
        Assert.Equal(2, process.ExitCode);
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Single(_directory.GetFiles());
    }

    [Fact]
    public void A_directory_that_is_gone()
    {
        using var trainer = new SmallClassifier(1).CreateTrainer(new Adam());
        string target = Path.Combine(_directory.FullName, "gone", "checkpoint");
        Assert.Throws<DirectoryNotFoundException>(() => trainer.Fit(FitTests.Rows(50, 1), new FitOptions<int> { Checkpoint = target }));
        Assert.Equal(1, trainer.StepCount);
    }

    [Fact]
    public void What_a_killed_process_left_is_cleared_away_later()
    {
        string abandoned = Path.Combine(_directory.FullName, "dropoutgen-0123.tmp");
        string recent = Path.Combine(_directory.FullName, "dropoutgen-4567.tmp");
        string open = Path.Combine(_directory.FullName, "dropoutgen-89ab.tmp");
        string other = Path.Combine(_directory.FullName, "mine.tmp");
        foreach (string path in (string[])[abandoned, recent, open, other])
        {
            File.WriteAllText(path, "part");
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow - (path == recent ? TimeSpan.FromSeconds(5) : TimeSpan.FromHours(1)));
        }

        using (new FileStream(open, FileMode.Open, FileAccess.Write, FileShare.Delete))
        {
            new SmallClassifier(1).Save(Target);
        }

        Assert.Equal([Target, recent, open, other], _directory.GetFiles().Select(static file => file.FullName).Order(StringComparer.Ordinal));
    }

    private static void Fill(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
            {
                stream.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // No room is left.
        }
    }

    private static bool Command(string name, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
