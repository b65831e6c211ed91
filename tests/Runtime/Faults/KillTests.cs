using System.Diagnostics;
using System.Globalization;

namespace DropoutGen.Runtime.Tests.Faults;

/// <summary>
/// A process that is killed while it saves leaves the old file or the new one. DROPOUTGEN_KILLS sets the number of kills; a long
/// run is 1000.
/// </summary>
public sealed class KillTests(ITestOutputHelper log) : IDisposable
{
    private const int DefaultKills = 10;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dropoutgen");

    private string Target => Path.Combine(_directory.FullName, "checkpoint.safetensors");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_killed_save_leaves_the_old_file_or_the_new_one()
    {
        int kills = int.TryParse(Environment.GetEnvironmentVariable("DROPOUTGEN_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out int set)
            ? set
            : DefaultKills;
        var random = new Random(1);
        int olds = 0;
        int news = 0;
        int leftovers = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            int told = RunAndKill(random.Next(40));

            // The last number that was told is saved; the next one may be, but its telling was cut off.
            int found = Number();
            Assert.True(found == told || found == told + 1, $"Kill {kill}: {found} in the file, {told} told.");
            (olds, news) = found == told ? (olds + 1, news) : (olds, news + 1);
            foreach (FileInfo file in _directory.GetFiles("dropoutgen-*.tmp"))
            {
                leftovers++;
                file.Delete();
            }

            Assert.Equal(Target, Assert.Single(_directory.GetFiles()).FullName);
        }

        log.WriteLine($"{kills} kills: the file was the last one told {olds} times and the next one {news} times; {leftovers} left a temporary file.");

        // Otherwise no kill came while a file was written.
        Assert.True(leftovers > 0, "No kill hit a save.");
    }

    [Fact]
    public void A_training_that_is_killed_and_started_again_ends_on_the_same_bits()
    {
        string expected = FaultProgram.Run([], "fit", Path.Combine(_directory.FullName, "whole"))[^1];
        Assert.StartsWith("finished ", expected, StringComparison.Ordinal);
        for (int run = 0; run < 3; run++)
        {
            using Process process = FaultProgram.Start([], "fit", Target);
            for (int line = 0; line < 8 && process.StandardOutput.ReadLine() is not null; line++)
            {
                // Behind eight epochs; somewhere in the ninth, unless the machine is slow to kill.
            }

            Kill(process);
        }

        string[] lines = FaultProgram.Run([], "fit", Target);
        Assert.Equal(expected, lines[^1]);

        // It went on, and did not begin anew.
        Assert.DoesNotContain("epoch 24", lines);
    }

    private static void Kill(Process process)
    {
        process.Kill();
        process.WaitForExit();
    }

    private int RunAndKill(int milliseconds)
    {
        using Process process = FaultProgram.Start([], "save", Target);
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        string last = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The program ended by itself.");
        Thread.Sleep(milliseconds);
        process.Kill();
        string rest = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        // A line that the kill cut off is none.
        string[] lines = [last, .. rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        return int.Parse(lines[^1], CultureInfo.InvariantCulture);
    }

    // The checksum says that the file is whole, the values that they are of one save.
    private int Number()
    {
        using FileStream stream = File.OpenRead(Target);
        SafetensorsFile file = CheckpointFile.Read(stream);
        float[] values = [.. file.Tensors.Where(static tensor => !CheckpointFile.IsTrainers(tensor.Name)).SelectMany(static tensor => tensor.Values)];
        return (int)Assert.Single(values.Distinct());
    }
}
