using System.Numerics;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Numerics.Tests.Oracle;

public class PhiloxTests
{
    private const ulong Seed = 0x1234_5678_9ABC_DEF0;
    private const ulong Step = 0x0000_0003_0000_0005;

    // The known answers that the authors publish with Random123.
    [Theory]
    [InlineData("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void Known_answers(string counter, string key, string output) =>
        Assert.Equal(Words(output), Philox.Block(Words(counter), Words(key)));

    [Theory]
    [InlineData(0, 65536)]
    [InlineData(0.5, 32768)]
    [InlineData(0.3, 45875)]
    [InlineData(1e-9, 65535)]
    [InlineData(1 - 1e-9, 1)]
    public void Keep_threshold(double rate, int threshold)
    {
        Assert.Equal(threshold, KeepThreshold.Of(rate));
        Assert.Equal(threshold / 65536.0, KeepThreshold.Probability(rate));
    }

    [Theory]
    [InlineData(128)]
    [InlineData(200)]
    [InlineData(784)]
    public void Wide_sites_have_a_block_for_every_128_units(int units)
    {
        var masks = Masks((10, 0.5), (units, 0.5));
        for (int row = 0; row < 3; row++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                Assert.Equal(Bit((uint)row, 1, unit / 128, 0, unit % 128), masks.Kept(1, row, unit));
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 4)]
    [InlineData(10, 16)]
    [InlineData(64, 64)]
    [InlineData(65, 128)]
    [InlineData(127, 128)]
    public void Narrow_sites_pack_rows_into_a_block(int units, int width)
    {
        var masks = Masks((units, 0.5));
        int rowsPerBlock = 128 / width;
        for (int row = 0; row < 150; row++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                int bit = (row % rowsPerBlock * width) + unit;
                Assert.Equal(Bit((uint)(row / rowsPerBlock), 0, 0, 0, bit), masks.Kept(0, row, unit));
            }
        }
    }

    // Keep 3/4 = 0.11 binary: slice 1 OR slice 0. 1/4 = 0.01: slice 1 AND slice 0. 5/8 = 0.101: (slice 2 AND 1) OR 0.
    [Theory]
    [InlineData(0.25)]
    [InlineData(0.75)]
    [InlineData(0.375)]
    public void Slices_combine_along_the_digits_from_the_lowest(double rate)
    {
        var masks = Masks((128, rate));
        for (int unit = 0; unit < 128; unit++)
        {
            bool zero = Bit(9, 0, 0, 0, unit);
            bool one = Bit(9, 0, 0, 1, unit);
            bool two = Bit(9, 0, 0, 2, unit);
            bool expected = rate switch { 0.25 => one || zero, 0.75 => one && zero, _ => (two && one) || zero };
            Assert.Equal(expected, masks.Kept(0, 9, unit));
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Units_are_kept_with_the_effective_probability(double rate)
    {
        var masks = Masks((256, rate));
        int count = 0;
        for (int row = 0; row < 400; row++)
        {
            for (int unit = 0; unit < 256; unit++)
            {
                count += masks.Kept(0, row, unit) ? 1 : 0;
            }
        }

        double q = masks.KeepProbability(0);
        double n = 400 * 256;
        Assert.InRange((count - (n * q)) / Math.Sqrt(n * q * (1 - q)), -4, 4);
    }

    [Fact]
    public void Rate_zero_keeps_everything()
    {
        var masks = Masks((200, 0.0));
        Assert.True(Enumerable.Range(0, 200).All(unit => masks.Kept(0, 5, unit)));
        Assert.Equal(1, masks.KeepProbability(0));
    }

    [Fact]
    public void Seed_step_site_row_and_block_all_count()
    {
        DropoutSite[] sites = [new(256, 0.5), new(256, 0.5)];
        var reference = Row(new PhiloxMaskSource(Seed, Step, sites), 0, 0, 0);
        UInt128[] others =
        [
            Row(new PhiloxMaskSource(Seed + 1, Step, sites), 0, 0, 0),
            Row(new PhiloxMaskSource(Seed + (1UL << 32), Step, sites), 0, 0, 0),
            Row(new PhiloxMaskSource(Seed, Step + 1, sites), 0, 0, 0),
            Row(new PhiloxMaskSource(Seed, Step + (1UL << 32), sites), 0, 0, 0),
            Row(new PhiloxMaskSource(Seed, Step, sites), 1, 0, 0),
            Row(new PhiloxMaskSource(Seed, Step, sites), 0, 1, 0),
            Row(new PhiloxMaskSource(Seed, Step, sites), 0, 0, 128),
        ];
        Assert.All(others, other => Assert.InRange((int)UInt128.PopCount(reference ^ other), 32, 96));
        Assert.Equal(reference, Row(new PhiloxMaskSource(Seed, Step, sites), 0, 0, 0));
    }

    [Fact]
    public void Rows_can_share_a_mask()
    {
        var shared = new PhiloxMaskSource(Seed, Step, [new(10, 0.5, RowsPerMask: 16)]);
        var single = new PhiloxMaskSource(Seed, Step, [new(10, 0.5)]);
        for (int row = 0; row < 64; row++)
        {
            Assert.Equal(single.Kept(0, row / 16, 3), shared.Kept(0, row, 3));
        }
    }

    private static UInt128 Row(PhiloxMaskSource masks, int site, int row, int firstUnit)
    {
        UInt128 bits = 0;
        for (int i = 0; i < 128; i++)
        {
            bits |= masks.Kept(site, row, firstUnit + i) ? UInt128.One << i : 0;
        }

        return bits;
    }

    private static PhiloxMaskSource Masks(params (int Units, double Rate)[] sites) =>
        new(Seed, Step, [.. sites.Select(site => new DropoutSite(site.Units, site.Rate))]);

    private static bool Bit(uint word0, uint site, int block, uint slice, int bit)
    {
        uint[] words = Philox.Block(
            [word0, (site * 262144) + ((uint)block * 16) + slice, 5, 3], [0x9ABC_DEF0, 0x1234_5678]);
        return (BitOperations.RotateRight(words[bit / 32], bit % 32) & 1) == 1;
    }

    private static uint[] Words(string text) =>
        [.. text.Split(' ').Select(word => Convert.ToUInt32(word, 16))];
}
