using System.Runtime.InteropServices;
using System.Text;
using CsCheck;

namespace DropoutGen.Runtime.Tests.Files;

public class SafetensorsRoundTripTests
{
    private static readonly float[] s_awkward =
    [
        0f, -0f, float.Epsilon, -float.Epsilon, BitConverter.UInt32BitsToSingle(0x007F_FFFF), float.MaxValue, float.MinValue,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN,
        BitConverter.UInt32BitsToSingle(0x7F80_0001), BitConverter.UInt32BitsToSingle(0xFFC1_2345), MathF.PI,
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_bit_comes_back(bool seekable)
    {
        float[] large = [.. Enumerable.Range(0, 200_003).Select(i => BitConverter.UInt32BitsToSingle((uint)i * 2654435761u))];
        byte[] bytes = SafetensorsBytes.Write(
        [
            SafetensorsBytes.Source("large", [200_003], large),
            SafetensorsBytes.Source("awkward", [1, s_awkward.Length, 1], s_awkward),
            SafetensorsBytes.Source("empty", [3, 0], []),
            SafetensorsBytes.Source("scalar", [], [42]),
        ]);
        SafetensorsFile file = SafetensorsBytes.Read(bytes, seekable);
        Assert.Equal(["large", "awkward", "empty", "scalar"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(Bits(large), Bits(file.Find("large")!.Values));
        Assert.Equal(Bits(s_awkward), Bits(file.Find("awkward")!.Values));
        Assert.Equal([1, s_awkward.Length, 1], file.Find("awkward")!.Shape);
        Assert.Equal([3, 0], file.Find("empty")!.Shape);
        Assert.Empty(file.Find("empty")!.Values);
        Assert.Empty(file.Find("scalar")!.Shape);
        Assert.Equal([42], file.Find("scalar")!.Values);
        Assert.Null(file.Find("Scalar"));
        Assert.Empty(file.Metadata);
    }

    [Fact]
    public void Names_and_metadata_come_back()
    {
        string[] names = ["dense0.weight", "", "a\"b\\c\n\u0001", "größe", "日本", "😀", "{}", "__metadata"];
        SafetensorsFile file = SafetensorsBytes.Read(SafetensorsBytes.Write(
            [.. names.Select((name, index) => SafetensorsBytes.Source(name, [1], [index]))],
            names.Select(name => KeyValuePair.Create(name, name + "!"))));
        Assert.Equal(names, file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(names.Select(name => name + "!"), names.Select(name => file.Metadata[name]));
    }

    [Fact]
    public void Any_tensors_come_back() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.String).Array[0, 6].Sample(
            tensors =>
            {
                // Half a surrogate pair is no name.
                var named = tensors
                    .Select(tensor => (Rows: tensor.Item1, Columns: tensor.Item2, Name: tensor.Item3))
                    .Where(tensor => tensor.Name == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(tensor.Name)))
                    .DistinctBy(tensor => tensor.Name)
                    .ToArray();
                byte[] bytes = SafetensorsBytes.Write([.. named.Select(tensor => SafetensorsBytes.Source(
                    tensor.Name, [tensor.Rows, tensor.Columns], Counting(tensor.Rows * tensor.Columns)))]);
                SafetensorsFile file = SafetensorsBytes.Read(bytes);
                return file.Tensors.Count == named.Length && named.All(tensor =>
                    file.Find(tensor.Name)!.Shape.SequenceEqual([tensor.Rows, tensor.Columns])
                    && file.Find(tensor.Name)!.Values.SequenceEqual(Counting(tensor.Rows * tensor.Columns)));
            },
            seed: "0000000000001",
            iter: 200,
            threads: 1);

    [Fact]
    public void The_bytes_of_a_small_file()
    {
        byte[] bytes = SafetensorsBytes.Write(
            [SafetensorsBytes.Source("w\"", [1, 2], [1, -2]), SafetensorsBytes.Source("b", [1], [0.5f])],
            [new("k", "ü")]);
        const string Header =
            "{\"__metadata__\":{\"k\":\"ü\"},"
            + "\"w\\\"\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}";
        int length = (Encoding.UTF8.GetByteCount(Header) + 7) / 8 * 8;
        Assert.Equal(144, length);
        byte[] expected =
        [
            144, 0, 0, 0, 0, 0, 0, 0,
            .. Encoding.UTF8.GetBytes(Header.PadRight(Header.Length + length - Encoding.UTF8.GetByteCount(Header))),
            0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x00, 0xC0, 0x00, 0x00, 0x00, 0x3F,
        ];
        Assert.Equal(expected, bytes);
    }

    [Fact]
    public void A_file_without_tensors()
    {
        byte[] bytes = SafetensorsBytes.Write([]);
        Assert.Equal([8, 0, 0, 0, 0, 0, 0, 0, .. "{}      "u8], bytes);
        Assert.Empty(SafetensorsBytes.Read(bytes).Tensors);
    }

    [Fact]
    public void Header_order_need_not_be_data_order_and_unknown_keys_are_passed_over()
    {
        string header = "{" + SafetensorsBytes.Entry("second", "[1]", 4, 8) + ","
            + "\"first\":{\"future\":[{\"x\":1}],\"data_offsets\":[0,4],\"shape\":[1,1],\"dtype\":\"F32\"}}  ";
        SafetensorsFile file = SafetensorsBytes.Read(SafetensorsBytes.File(header, 8));
        Assert.Equal(["second", "first"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(0x03020100, BitConverter.SingleToInt32Bits(file.Find("first")!.Values[0]));
        Assert.Equal(0x07060504, BitConverter.SingleToInt32Bits(file.Find("second")!.Values[0]));
    }

    [Fact]
    public void Reading_starts_where_the_stream_stands()
    {
        using var stream = new MemoryStream([1, 2, 3, .. SafetensorsBytes.Small()]) { Position = 3 };
        Assert.Equal(3, SafetensorsReader.Read(stream).Tensors.Count);
    }

    [Fact]
    public void Values_are_asked_for_in_order_and_piecewise()
    {
        long next = 0;
        SafetensorsBytes.Write([new SafetensorsSource("x", [300, 300], (start, destination) =>
        {
            Assert.Equal(next, start);
            Assert.InRange(destination.Length, 1, 65536);
            next += destination.Length;
        })]);
        Assert.Equal(90_000, next);
    }

    [Fact]
    public void The_writer_refuses_what_could_not_be_read()
    {
        SafetensorsSource a = SafetensorsBytes.Source("a", [1], [1]);
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => SafetensorsBytes.Write([a, a])).Message);
        Assert.Throws<ArgumentException>(() => SafetensorsBytes.Write([SafetensorsBytes.Source("__metadata__", [1], [1])]));
        Assert.Throws<ArgumentException>(() => SafetensorsBytes.Write([SafetensorsBytes.Source("\uD800", [1], [1])]));
        Assert.Throws<ArgumentException>(() => SafetensorsBytes.Write([a], [new("k", "\uDC00x")]));
        Assert.Throws<ArgumentException>(() => SafetensorsBytes.Write([a], [new("k", "1"), new("k", "2")]));
        Assert.Contains(
            "-3", Assert.Throws<ArgumentException>(() => SafetensorsBytes.Write([SafetensorsBytes.Source("b", [-3], [])])).Message);
    }

    private static float[] Counting(int count) => [.. Enumerable.Range(0, count).Select(i => (float)i)];

    private static uint[] Bits(float[] values) => MemoryMarshal.Cast<float, uint>(values).ToArray();
}
