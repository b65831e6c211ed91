using System.Text;

namespace DropoutGen.Runtime.Tests.Files;

public class SafetensorsRefusalTests
{
    private const string A = "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";

    [Theory]
    [InlineData(11, "header length is 11 bytes, but the file has only 2")]
    [InlineData(100_000_000, "header length is 100000000 bytes, but the file has only 2")]
    [InlineData(100_000_001, "header length is 100000001 bytes, above the limit of 100000000")]
    [InlineData(-1, "header length is 18446744073709551615 bytes, above the limit of 100000000")]
    public void Header_length(long length, string message) => RequireRefused(SafetensorsBytes.File("{}", 0, length), message);

    [Fact]
    public void Empty_header() => RequireRefused(SafetensorsBytes.File(""), "The header is empty");

    // One row a way to break the header; the data behind it is 4 bytes long.
    [Theory]
    [InlineData("[]", "starts with the byte 0x5B")]
    [InlineData(" {}", "starts with the byte 0x20")]
    [InlineData("{", "not valid JSON")]
    [InlineData("{\"a\":}", "not valid JSON")]
    [InlineData("{} {}", "not valid JSON")]
    [InlineData("{/**/}", "not valid JSON")]
    [InlineData("{" + A + ",}", "not valid JSON")]
    [InlineData("{" + A + "," + A + "}", "'a' twice")]
    [InlineData("{" + A + ",\"\\u0061\":{}}", "'a' twice")]
    [InlineData("{\"__metadata__\":{},\"__metadata__\":{}," + A + "}", "'__metadata__' twice")]
    [InlineData("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}," + A + "}", "__metadata__ names 'k' twice")]
    [InlineData("{\"__metadata__\":[]," + A + "}", "__metadata__: expected an object, found an array")]
    [InlineData("{\"__metadata__\":{\"k\":5}," + A + "}", "__metadata__, key 'k': expected a string, found 5")]
    [InlineData("{\"\\uD800\":{}}", "no text")]
    [InlineData("{\"a\":7}", "'a': expected an object, found 7")]
    [InlineData("{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}", "'a' has no dtype")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", "'a' has no shape")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", "'a' has no data_offsets")]
    [InlineData("{\"a\":{\"dtype\":32,\"shape\":[1],\"data_offsets\":[0,4]}}", "'a', dtype: expected a string, found 32")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}", "'a' has 'dtype' twice")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}}", "'a', shape: expected an array of integers, found 1")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[\"x\"],\"data_offsets\":[0,4]}}", "'x' at position 0 is not a 64-bit integer")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[[1]],\"data_offsets\":[0,4]}}", "an array at position 0 is not")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1.5],\"data_offsets\":[0,4]}}", "1.5 at position 1 is not a 64-bit integer")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1,-2],\"data_offsets\":[0,4]}}", "'a', shape: -2 at position 1 is negative")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}}", "99999999999999999999 at position 0 is not")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":{}}}", "'a', data_offsets: expected an array of integers, found an object")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]}}", "'a', data_offsets: expected two integers, found 3")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}", "'a', data_offsets: -4 at position 0 is negative")]
    public void Header_content(string header, string message) => RequireRefused(SafetensorsBytes.File(header, 4), message);

    [Theory]
    [InlineData("[1]", 8, 4, "begins at byte 8, behind its end at byte 4")]
    [InlineData("[2]", 0, 4, "shape [2] takes 8 bytes, but its offsets [0, 4] span 4")]
    [InlineData("[]", 0, 8, "shape [] takes 4 bytes, but its offsets [0, 8] span 8")]
    [InlineData("[0]", 0, 4, "shape [0] takes 0 bytes, but its offsets [0, 4] span 4")]
    [InlineData("[4294967296,4294967296]", 0, 0, "shape [4294967296, 4294967296] exceeds the 2147483591 values")]
    [InlineData("[2147483647]", 0, 4, "shape [2147483647] exceeds")]
    [InlineData("[65536,65536,65536,65536]", 0, 0, "shape [65536, 65536, 65536, 65536] exceeds")]
    [InlineData("[2147483648,0]", 0, 0, "shape [2147483648, 0] exceeds")]
    [InlineData("[4611686018427387905]", 0, 4, "shape [4611686018427387905] exceeds")]
    [InlineData("[3,3,3,3,3,3,3,3,3,3]", 0, 4, "shape [3, 3, 3, 3, 3, 3, 3, 3, …] takes 236196 bytes")]
    [InlineData("[1]", 0, 9223372036854775807, "[0, 9223372036854775807] span 9223372036854775807")]
    public void Offsets_and_shape(string shape, long begin, long end, string message) => RequireRefused(
        SafetensorsBytes.File("{" + SafetensorsBytes.Entry("a", shape, begin, end) + "}", 4), message, "'a'");

    [Theory]
    [InlineData("F16")]
    [InlineData("BF16")]
    [InlineData("F64")]
    [InlineData("I32")]
    [InlineData("f32")]
    public void Other_types(string type) => RequireRefused(
        SafetensorsBytes.File("{" + SafetensorsBytes.Entry("layer.b", "[1]", 0, 4, type) + "}", 4),
        $"The tensor 'layer.b' has the type '{type}'; only F32 and I64 are supported");

    [Fact]
    public void Overlaps_and_holes()
    {
        string a = SafetensorsBytes.Entry("a", "[2]", 0, 8);
        RequireRefused(
            SafetensorsBytes.File("{" + a + "," + SafetensorsBytes.Entry("b", "[2]", 4, 12) + "}", 12),
            "'b' begins at byte 4 and overlaps the tensor 'a', which ends at byte 8");
        RequireRefused(
            SafetensorsBytes.File("{" + a + "," + SafetensorsBytes.Entry("b", "[2]", 0, 8) + "}", 8),
            "'b' begins at byte 0 and overlaps the tensor 'a', which ends at byte 8");
        RequireRefused(
            SafetensorsBytes.File("{" + SafetensorsBytes.Entry("b", "[1]", 12, 16) + "," + a + "}", 16),
            "Bytes 8 to 12 between the tensor 'a' and the tensor 'b' belong to no tensor");
        RequireRefused(
            SafetensorsBytes.File("{" + SafetensorsBytes.Entry("b", "[1]", 4, 8) + "}", 8),
            "Bytes 0 to 4 between the start of the data and the tensor 'b' belong to no tensor");
        RequireRefused(
            SafetensorsBytes.File("{" + a + "," + SafetensorsBytes.Entry("e", "[0]", 4, 4) + "}", 8),
            "'e' begins at byte 4 and overlaps the tensor 'a', which ends at byte 8");
    }

    [Fact]
    public void Too_little_and_too_much_data()
    {
        string header = "{" + SafetensorsBytes.Entry("a", "[2]", 0, 8) + "," + SafetensorsBytes.Entry("b", "[2]", 8, 16) + "}";
        RequireRefused(
            SafetensorsBytes.File(header, 13), "'b' ends at byte 16 of 16 bytes of data, but the file has only 13");
        RequireRefused(
            SafetensorsBytes.File(header, 3), "'a' ends at byte 8 of 16 bytes of data, but the file has only 3");
        byte[] longer = SafetensorsBytes.File(header, 19);
        Assert.Contains(
            "19 bytes of data, 3 more than the 16",
            Assert.Throws<InvalidSafetensorsException>(() => SafetensorsBytes.Read(longer)).Message);
        Assert.Contains(
            "goes on behind the 16 bytes of data",
            Assert.Throws<InvalidSafetensorsException>(() => SafetensorsBytes.Read(longer, seekable: false)).Message);
    }

    [Fact]
    public void Sizes_that_are_not_there_take_no_memory()
    {
        byte[] header = SafetensorsBytes.File("{}", 0, 99_999_999);
        byte[] data = SafetensorsBytes.File("{" + SafetensorsBytes.Entry("a", "[2000000000]", 0, 8_000_000_000) + "}", 40);
        foreach (bool seekable in new[] { true, false })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<InvalidSafetensorsException>(() => SafetensorsBytes.Read(header, seekable));
            Assert.Throws<InvalidSafetensorsException>(() => SafetensorsBytes.Read(data, seekable));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
        }
    }

    [Fact]
    public void Invalid_utf8() =>
        RequireRefused(SafetensorsBytes.File([(byte)'{', (byte)'"', 0xC3, (byte)'"', (byte)':', (byte)'1', (byte)'}']), "UTF-8");

    [Fact]
    public void Long_names_are_cut_in_messages()
    {
        byte[] bytes = SafetensorsBytes.File("{\"" + new string('x', 100_000) + "\":1}");
        Assert.InRange(
            Assert.Throws<InvalidSafetensorsException>(() => SafetensorsBytes.Read(bytes)).Message.Length, 80, 200);
    }

    [Fact]
    public void Deep_nesting_is_refused_not_followed() => RequireRefused(
        SafetensorsBytes.File("{\"a\":{\"x\":" + new string('[', 100_000)), "not valid JSON");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Truncation_anywhere_is_noticed(bool seekable)
    {
        byte[] bytes = SafetensorsBytes.Small();
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InvalidSafetensorsException>(() => SafetensorsBytes.Read(bytes[..length], seekable));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Flipped_bytes_never_raise_anything_else(bool seekable)
    {
        byte[] original = SafetensorsBytes.Small();
        var random = new Random(20240817);
        int refused = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = (byte[])original.Clone();
            for (int flips = random.Next(1, 5); flips > 0; flips--)
            {
                // Mostly printable characters, which get further than raw bytes do.
                bytes[random.Next(bytes.Length)] = (byte)(random.Next(4) == 0 ? random.Next(256) : random.Next(32, 127));
            }

            try
            {
                Assert.Equal(3, SafetensorsBytes.Read(bytes, seekable).Tensors.Count);
            }
            catch (InvalidSafetensorsException exception)
            {
                Assert.NotEmpty(exception.Message);
                refused++;
            }
        }

        Assert.InRange(refused, 10_000, 19_999);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Shuffled_headers_never_raise_anything_else(bool seekable)
    {
        // Pieces of real headers in random order: closer to the grammar than flipped bytes.
        string[] pieces =
        [
            "{", "}", "[", "]", ",", ":", "\"a\"", "\"__metadata__\"", "\"dtype\"", "\"F32\"", "\"shape\"", "\"data_offsets\"",
            "0", "4", "-1", "1e3", "9223372036854775807", "null", "true", "\"\\u0061\"", "\"\\uDFFF\"", " ", A,
        ];
        var random = new Random(7);
        for (int round = 0; round < 20_000; round++)
        {
            var header = new StringBuilder("{");
            for (int count = random.Next(12); count > 0; count--)
            {
                header.Append(pieces[random.Next(pieces.Length)]);
            }

            try
            {
                SafetensorsBytes.Read(SafetensorsBytes.File(header.Append('}').ToString(), 4), seekable);
            }
            catch (InvalidSafetensorsException)
            {
            }
        }
    }

    private static void RequireRefused(byte[] bytes, params string[] parts)
    {
        foreach (bool seekable in new[] { true, false })
        {
            string message = Assert.Throws<InvalidSafetensorsException>(() => SafetensorsBytes.Read(bytes, seekable)).Message;
            Assert.All(parts, part => Assert.Contains(part, message));
        }
    }
}
