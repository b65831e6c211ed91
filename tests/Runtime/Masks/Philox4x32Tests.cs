namespace DropoutGen.Runtime.Tests.Masks;

public class Philox4x32Tests
{
    /// <summary>The known answers that the authors of the generator publish: counter, key, output.</summary>
    public static TheoryData<uint[], uint[], uint[]> KnownAnswers => new()
    {
        { [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
        {
            [uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue], [uint.MaxValue, uint.MaxValue],
            [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]
        },
        {
            [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0],
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]
        },
    };

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void A_block_is_the_known_answer(uint[] counter, uint[] key, uint[] expected)
    {
        var block = new uint[5];
        block[4] = 42;
        Philox4x32.Block(counter[0], counter[1], counter[2], counter[3], key[0], key[1], block);
        Assert.Equal([.. expected, 42u], block);
    }

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void The_contract_of_these_tests_knows_the_answers(uint[] counter, uint[] key, uint[] expected) =>
        Assert.Equal(expected, MaskContract.Philox(counter[0], counter[1], counter[2], counter[3], key[0], key[1]));

    [Fact]
    public void Too_short_a_destination_is_refused()
    {
        var exception = Assert.Throws<ArgumentException>(() => Philox4x32.Block(0, 0, 0, 0, 0, 0, new uint[3]));
        Assert.Contains("4 words, the destination 3", exception.Message);
    }

    [Fact]
    public void A_mask_at_one_half_is_the_known_block()
    {
        // Counter and key zero: the first block of everything.
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            uint[] words = new MaskRequest(128, 1).DrawDefined(width, 0.5);
            Assert.Equal([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8], words);
        }
    }

    [Fact]
    public void Masks_at_a_sixteenth_enclose_the_known_block()
    {
        // The counter 243f6a88 85a308d3 13198a2e 03707344 is slice 3 of block 12,429 of a row. Slice 3 is never alone:
        // all four slices by AND are the keep probability 1/16, by OR 15/16.
        const int Block = (int)(0x85a308d3u >> 4 & 0x3FFF);
        uint[] known = [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1];
        var request = new MaskRequest(
            (Block + 1) * 128, 1, 0x243f6a88, FirstPass: 0x03707344_13198a2e, Site: (int)(0x85a308d3u >> 18),
            Seed: 0x299f31d0_a4093822);
        uint[] all = [.. known];
        uint[] any = [.. known];
        var other = new uint[4];
        for (uint slice = 0; slice < 3; slice++)
        {
            Philox4x32.Block(0x243f6a88, 0x85a308d3 - 3 + slice, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, other);
            for (int word = 0; word < 4; word++)
            {
                all[word] &= other[word];
                any[word] |= other[word];
            }
        }

        foreach (VectorWidth width in VectorWidths.Supported)
        {
            Assert.Equal(all, request.DrawDefined(width, 15.0 / 16)[(Block * 4)..]);
            Assert.Equal(any, request.DrawDefined(width, 1.0 / 16)[(Block * 4)..]);
        }
    }

    [Theory]
    [InlineData(0, 0ul, 0, 0ul)]
    [InlineData(12_345, 0x1_0000_0007ul, 77, 0xDEADBEEF_01234567ul)]
    [InlineData(int.MaxValue - 1, ulong.MaxValue, 16_383, ulong.MaxValue)]
    public void A_mask_at_one_half_is_slice_zero(int row, ulong pass, int site, ulong seed)
    {
        var expected = new uint[12];
        for (int block = 0; block < 3; block++)
        {
            Philox4x32.Block(
                (uint)row, (uint)block << 4 | (uint)site << 18, (uint)pass, (uint)(pass >> 32), (uint)seed,
                (uint)(seed >> 32), expected.AsSpan(block * 4));
        }

        foreach (VectorWidth width in VectorWidths.Supported)
        {
            Assert.Equal(expected, new MaskRequest(384, 1, row, 1, pass, site, seed).DrawDefined(width, 0.5));
        }
    }
}
