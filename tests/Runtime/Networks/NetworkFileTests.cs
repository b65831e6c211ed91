using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DropoutGen.Runtime.Tests.Files;
using DropoutGen.Runtime.Tests.Training;

namespace DropoutGen.Runtime.Tests.Networks;

public sealed class NetworkFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dropoutgen");

    private string Target => Path.Combine(_directory.FullName, "net.safetensors");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_round_trip_is_exact_to_the_bit_and_keeps_rates()
    {
        var network = new SmallClassifier(7);
        network.Dropouts[0].Rate = 0.1 + 0.2;

        // A payload of NaN, a negative zero and the smallest float survive too.
        network.Parameters[1].CopyFrom([BitConverter.Int32BitsToSingle(0x7FC01234), -0f, float.Epsilon, float.MinValue]);
        network.Save(Target);
        SmallClassifier loaded = SmallClassifier.Load(Target);
        Assert.Equal(Bits(network), Bits(loaded));
        Assert.Equal(0.1 + 0.2, loaded.Dropouts[0].Rate);

        using var stream = new MemoryStream();
        network.Save(stream);
        Assert.Equal(File.ReadAllBytes(Target), stream.ToArray());
        stream.Position = 0;
        Assert.Equal(Bits(network), Bits(SmallClassifier.Load(stream)));
    }

    [Fact]
    public void The_whole_family_keeps_its_rates()
    {
        var network = new SmallFamily(7);
        network.Dropouts[0].Rate = 0.125;
        network.Dropouts[1].Rate = 0.01;
        network.Dropouts[2].Rate = 1e-7;
        network.Save(Target);
        Assert.Equal([0.125, 0.01, 1e-7], SmallFamily.Load(Target).Dropouts.Select(static dropout => dropout.Rate));
    }

    [Fact]
    public void Names_and_orientation_are_those_of_PyTorch()
    {
        var network = new SmallClassifier(1);
        network.Parameters["dense0.weight"][2, 1] = 42.5f;
        using var stream = new MemoryStream();
        network.Save(stream);
        byte[] bytes = stream.ToArray();

        // By hand: eight bytes of length, the header, then the data; a row holds the inputs of one unit.
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using var json = System.Text.Json.JsonDocument.Parse(bytes.AsMemory(8, header));
        var entry = json.RootElement.GetProperty("dense0.weight");
        Assert.Equal("F32", entry.GetProperty("dtype").GetString());
        Assert.Equal([4, 3], entry.GetProperty("shape").EnumerateArray().Select(static size => size.GetInt32()));
        int begin = entry.GetProperty("data_offsets")[0].GetInt32();
        Assert.Equal(42.5f, BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(8 + header + begin + (((2 * 3) + 1) * 4))));
        Assert.Equal("0.5", json.RootElement.GetProperty("__metadata__").GetProperty("dropout0.rate").GetString());
        Assert.Equal(
            ["dense0.bias", "dense0.weight", "dense1.bias", "dense1.weight"],
            json.RootElement.EnumerateObject().Select(static property => property.Name).Where(static name => name != "__metadata__").Order());
    }

    [Fact]
    public void A_file_from_elsewhere_has_no_rates_and_leaves_them()
    {
        var network = new SmallClassifier(1);
        network.Dropouts[0].Rate = 0.125;
        network.Restore(new MemoryStream(SafetensorsBytes.Write(Tensors())));
        Assert.Equal(0.125, network.Dropouts[0].Rate);
        Assert.Equal([1, 2, 3, 4], network.Parameters["dense0.bias"].ToArray());
    }

    [Theory]
    [InlineData("shape", "dense0.bias", "4", "5")]
    [InlineData("transposed", "dense0.weight", "3, 4", "4, 3")]
    [InlineData("missing", "dense1.bias")]
    [InlineData("extra", "dense2.weight")]
    [InlineData("rate1", "dropout0.rate", "1")]
    [InlineData("rateNaN", "dropout0.rate", "NaN")]
    [InlineData("rateText", "dropout0.rate", "half")]
    [InlineData("rateComma", "dropout0.rate", "0,5")]
    public void A_file_that_does_not_fit_changes_nothing(string fault, params string[] parts)
    {
        List<SafetensorsSource> tensors = Tensors();
        var metadata = new List<KeyValuePair<string, string>>();
        switch (fault)
        {
            case "shape":
                tensors[1] = SafetensorsBytes.Source("dense0.bias", [5], new float[5]);
                break;
            case "transposed":
                tensors[0] = SafetensorsBytes.Source("dense0.weight", [3, 4], new float[12]);
                break;
            case "missing":
                tensors.RemoveAt(3);
                break;
            case "extra":
                tensors.Add(SafetensorsBytes.Source("dense2.weight", [1], [1]));
                break;
            default:
                metadata.Add(new("dropout0.rate", fault switch { "rate1" => "1", "rateNaN" => "NaN", "rateText" => "half", _ => "0,5" }));
                break;
        }

        RequireUnchanged<ParameterMismatchException>(SafetensorsBytes.Write(tensors, metadata), parts);
    }

    [Fact]
    public void A_file_that_is_cut_short_changes_nothing()
    {
        byte[] bytes = SafetensorsBytes.Write(Tensors());
        RequireUnchanged<InvalidSafetensorsException>(bytes[..^1]);
        RequireUnchanged<InvalidSafetensorsException>([]);
    }

    [Fact]
    public void A_failing_stream_is_the_callers_to_hear_of()
    {
        var network = new SmallClassifier(1);
        Assert.Throws<IOException>(() => network.Save(new Full(capacity: 100)));
    }

    [Fact]
    public void A_save_that_dies_half_way_leaves_the_old_file()
    {
        var network = new SmallClassifier(1);
        network.Save(Target);
        byte[] before = File.ReadAllBytes(Target);
        network.Parameters[0][0, 0] = 5f;

        // What Save does, on a disk that is full after 100 bytes.
        Assert.Throws<IOException>(() => AtomicFile.Write(Target, stream => network.Save(new Full(capacity: 100, stream))));
        Assert.Equal(before, File.ReadAllBytes(Target));
        Assert.Single(_directory.GetFiles());
    }

    [Fact]
    public void A_missing_file_changes_nothing()
    {
        var network = new SmallClassifier(1);
        int[] before = Bits(network);
        Assert.Throws<FileNotFoundException>(() => network.Restore(Target));
        Assert.Equal(before, Bits(network));
    }

    private static void RequireUnchanged<TException>(byte[] bytes, params string[] parts)
        where TException : Exception
    {
        var network = new SmallClassifier(1);
        network.Dropouts[0].Rate = 0.375;
        int[] before = Bits(network);
        TrainerArgumentTests.RequireParts(
            Assert.Throws<TException>(() => network.Restore(new MemoryStream(bytes))), parts);
        Assert.Equal(before, Bits(network));
        Assert.Equal(0.375, network.Dropouts[0].Rate);
        Assert.Throws<TException>(() => SmallClassifier.Load(new MemoryStream(bytes)));
    }

    private static List<SafetensorsSource> Tensors() =>
    [
        SafetensorsBytes.Source("dense0.weight", [4, 3], new float[12]),
        SafetensorsBytes.Source("dense0.bias", [4], [1, 2, 3, 4]),
        SafetensorsBytes.Source("dense1.weight", [2, 4], new float[8]),
        SafetensorsBytes.Source("dense1.bias", [2], [5, 6]),
    ];

    private static int[] Bits(SmallClassifier network) => MemoryMarshal.Cast<float, int>(
        network.Parameters.SelectMany(static parameter => parameter.ToArray()).ToArray()).ToArray();

    /// <summary>A disk with little room.</summary>
    private sealed class Full(int capacity, Stream? behind = null) : MemoryStream
    {
        private int _written;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _written += buffer.Length;
            if (_written > capacity)
            {
                throw new IOException("full");
            }

            behind?.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }
}
