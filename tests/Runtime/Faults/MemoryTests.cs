using System.Globalization;
using System.Text.RegularExpressions;

namespace DropoutGen.Runtime.Tests.Faults;

/// <summary>Memory that runs out, and memory that must not grow.</summary>
public sealed class MemoryTests(ITestOutputHelper log)
{
    // 160 MiB, as the runtime takes it: in hexadecimal digits.
    private static readonly KeyValuePair<string, string>[] s_limit = [new("DOTNET_GCHeapHardLimit", "A000000")];

    [Fact]
    public void Out_of_memory_leaves_trainer_and_network_as_the_last_step_left_them()
    {
        string[] lines = FaultProgram.Run(s_limit, "memory");
        foreach (string line in lines)
        {
            log.WriteLine(line);
        }

        // 24 rows came before the memory was gone: three steps, and one behind. Read ahead, it is gone for the steps, too.
        Assert.Equal("reading 0 ahead: out of memory, 4 steps", lines[0]);
        Assert.Matches("^reading 2 ahead: out of memory, [1-4] steps$", lines[1]);
        string[] steps = lines[2..];
        Assert.Equal(20, steps.Length);
        Assert.All(steps, static step => Assert.Matches("^step of [0-9]+: (done, updated|out of memory, as before)$", step));
        Assert.Contains(steps, static step => step.Contains("done", StringComparison.Ordinal));
        Assert.Contains(steps, static step => step.Contains("out of memory", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_training_takes_no_more_memory_than_a_short_one()
    {
        string[] lines = FaultProgram.Run([], "soak", "100000");
        foreach (string line in lines)
        {
            log.WriteLine(line);
        }

        (long startManaged, long startResident) = Numbers(lines[0]);
        (long endManaged, long endResident) = Numbers(lines[1]);
        Assert.InRange(endManaged - startManaged, long.MinValue, 16 << 10);

        // Recompiled methods take some pages.
        Assert.InRange(endResident - startResident, long.MinValue, 8 << 20);
        Assert.InRange(long.Parse(Regex.Match(lines[2], "allocated ([0-9]+)").Groups[1].Value, CultureInfo.InvariantCulture), 0, 64 << 10);

        static (long Managed, long Resident) Numbers(string line)
        {
            long[] numbers = [.. Regex.Matches(line, "[0-9]+").Select(static match => long.Parse(match.Value, CultureInfo.InvariantCulture))];
            return (numbers[0], numbers[1]);
        }
    }
}
