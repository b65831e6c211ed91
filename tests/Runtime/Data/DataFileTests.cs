using System.IO.Compression;
using System.Text;
using DropoutGen.Runtime.Tests.Networks;
using DropoutGen.Runtime.Tests.Training;

namespace DropoutGen.Runtime.Tests.Data;

/// <summary>IDX, NumPy and CSV.</summary>
public sealed class DataFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dropoutgen");

    private string Target => Path.Combine(_directory.FullName, "data");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("00000802 00000002 00000003 0102030405FF", "1 2 3 4 5 255")]
    [InlineData("00000901 00000002 01FF", "1 -1")]
    [InlineData("00000B01 00000002 0100FFFE", "256 -2")]
    [InlineData("00000C01 00000001 FFFFFFFD", "-3")]
    [InlineData("00000D01 00000001 3FC00000", "1.5")]
    [InlineData("00000E01 00000001 3FF8000000000000", "1.5")]
    public void Idx_of_every_type_packed_or_not(string hex, string values)
    {
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        File.WriteAllBytes(Target, bytes);
        Assert.Equal(values, Text(IdxFile.Read(Target)));
        using (var gzip = new GZipStream(File.Create(Target), CompressionMode.Compress))
        {
            gzip.Write(bytes);
        }

        Assert.Equal(values, Text(IdxFile.Read(Target)));
    }

    [Theory]
    [InlineData("", "begins with")]
    [InlineData("01000801", "begins with 01000801")]
    [InlineData("00000701", "type is 0x07")]
    [InlineData("00000802 00000002", "header of 12 bytes", "holds 8")]
    [InlineData("00000801 00000003 0102", "truncated", "3", "holds 2")]
    [InlineData("00000801 00000001 0102", "too long")]
    [InlineData("00000B01 00000001 010203", "a part of one")]
    [InlineData("00000802 7FFFFFFF 7FFFFFFF", "cannot be")]
    [InlineData("00000801 FFFFFFFF", "-1", "cannot be")]
    [InlineData("1F8B0800000000000003 06FFFFFFFFFFFFFF", "gzip")]
    public void Idx_that_is_damaged(string hex, params string[] parts)
    {
        File.WriteAllBytes(Target, Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        TrainerArgumentTests.RequireParts(Assert.Throws<InvalidDataException>(() => IdxFile.Read(Target)), parts);
    }

    [Fact]
    public void Labels()
    {
        File.WriteAllBytes(Target, Convert.FromHexString("0000080100000003000102"));
        DataArray array = IdxFile.Read(Target);
        Assert.Equal([0, 1, 2], array.ToLabels(3));
        Assert.Equal([0f, 0.5f, 1f], array.Scaled(0.5f));
        TrainerArgumentTests.RequireParts(Assert.Throws<InvalidDataException>(() => array.ToLabels(2)), "label 2 is 2", "0 to 1");
    }

    [Theory]
    [InlineData("<f4", "0000C03F 00000040", "1.5 2")]
    [InlineData(">f4", "3FC00000 40000000", "1.5 2")]
    [InlineData("<f8", "000000000000F83F 0000000000000040", "1.5 2")]
    [InlineData("<f2", "003E 0040", "1.5 2")]
    [InlineData("|i1", "FF 02", "-1 2")]
    [InlineData("<i2", "FEFF 0200", "-2 2")]
    [InlineData("<i4", "FEFFFFFF 02000000", "-2 2")]
    [InlineData(">i8", "FFFFFFFFFFFFFFFE 0000000000000002", "-2 2")]
    [InlineData("|u1", "FF 02", "255 2")]
    [InlineData("<u2", "FFFF 0200", "65535 2")]
    [InlineData("<u4", "00000100 02000000", "65536 2")]
    [InlineData("<u8", "0000010000000000 0200000000000000", "65536 2")]
    [InlineData("|b1", "00 01", "0 1")]
    public void NumPy_of_every_type(string type, string data, string values)
    {
        File.WriteAllBytes(Target, Npy(type, "(2,)", data));
        Assert.Equal(values, Text(NumPyFile.Read(Target)));
    }

    [Fact]
    public void NumPy_column_major_scalar_and_later_versions()
    {
        // [[0, 1, 2], [10, 11, 12]], columns first.
        File.WriteAllBytes(Target, Npy("|u1", "(2, 3)", "00 0A 01 0B 02 0C", order: "True"));
        DataArray array = NumPyFile.Read(Target);
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal("0 1 2 10 11 12", Text(array));
        File.WriteAllBytes(Target, Npy("|u1", "()", "07", version: 2));
        Assert.Equal("7", Text(NumPyFile.Read(Target)));
        File.WriteAllBytes(Target, Npy("|u1", "(0, 4)", "", version: 3));
        Assert.Equal([0, 4], NumPyFile.Read(Target).Shape);
    }

    [Theory]
    [InlineData("|O", "(1,)", "00", "descr")]
    [InlineData("<f16", "(1,)", "00", "<f16")]
    [InlineData("<U4", "(1,)", "00", "<U4")]
    [InlineData("<f4", "(2,)", "00000000", "truncated", "2", "holds 1")]
    [InlineData("<f4", "(1,)", "0000000000", "a part of one")]
    [InlineData("<f4", "(99999999999,)", "", "99999999999")]
    [InlineData("<f4", "(65536, 65536, 65536)", "", "cannot be")]
    [InlineData("<f4", "(-1,)", "", "shape")]
    public void NumPy_that_is_damaged(string type, string shape, string data, params string[] parts)
    {
        File.WriteAllBytes(Target, Npy(type, shape, data));
        TrainerArgumentTests.RequireParts(Assert.Throws<InvalidDataException>(() => NumPyFile.Read(Target)), parts);
    }

    [Fact]
    public void NumPy_cut_short_anywhere()
    {
        byte[] bytes = Npy("<f4", "(2,)", "0000C03F 00000040");
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => NumPyFile.Parse("array", bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Parameters_from_an_archive()
    {
        WriteArchive(("dense0.weight", Npy("<f4", "(2, 3)", "0000803F 00000040 00004040 00008040 0000A040 0000C040")), ("dense0.bias", Npy("|i1", "(2,)", "07 08")));
        var network = new SmallRegression(1);
        network.RestoreNumPy(Target);
        Assert.Equal([1, 2, 3, 4, 5, 6], network.Parameters[0].ToArray());
        Assert.Equal([7, 8], network.Parameters[1].ToArray());

        WriteArchive(("dense0.weight", Npy("<f4", "(2, 3)", string.Concat(Enumerable.Repeat("00000000", 6)))), ("dense0.bias", Npy("|i1", "(3,)", "07 08 09")));
        TrainerArgumentTests.RequireParts(Assert.Throws<ParameterMismatchException>(() => network.RestoreNumPy(Target)), "dense0.bias", "[3]", "[2]");
        Assert.Equal([1, 2, 3, 4, 5, 6], network.Parameters[0].ToArray());
        File.WriteAllText(Target, "no archive");
        Assert.Throws<InvalidDataException>(() => network.RestoreNumPy(Target));
    }

    [Fact]
    public void Csv_values_by_name()
    {
        File.WriteAllText(Target, "a,\"b \"\"x\"\"\",c\n1,2e1,3\n-4,5.5,\"6\"\n");
        Dataset<float> data = CsvFile.ReadValues(Target, new CsvColumns { Targets = ["a"] });
        Assert.Equal([20, 3, 5.5f, 6], data.Inputs.ToArray());
        Assert.Equal([1, -4], data.Targets.ToArray());
        data = CsvFile.ReadValues(Target, new CsvColumns { Inputs = ["c"], Targets = ["b \"x\"", "a"] });
        Assert.Equal([3, 6], data.Inputs.ToArray());
        Assert.Equal([20, 1, 5.5f, -4], data.Targets.ToArray());
    }

    [Fact]
    public void Csv_without_header_and_with_another_separator()
    {
        File.WriteAllText(Target, "1;2;3\n4;5;6\n");
        Dataset<float> data = CsvFile.ReadValues(Target, new CsvColumns { Targets = ["2"], HasHeader = false, Separator = ';' });
        Assert.Equal([1, 2, 4, 5], data.Inputs.ToArray());
        Assert.Equal([3, 6], data.Targets.ToArray());
    }

    [Fact]
    public void Csv_classes()
    {
        File.WriteAllText(Target, "x,kind\n1,wasp\n2,bee\n3,wasp\n");
        (Dataset<int> data, var classes) = CsvFile.ReadClasses(Target, new CsvColumns { Targets = ["kind"] });
        Assert.Equal(["bee", "wasp"], classes);
        Assert.Equal([1, 0, 1], data.Targets.ToArray());
        Assert.Equal([0, 1, 0], CsvFile.ReadClasses(Target, new CsvColumns { Targets = ["kind"] }, ["wasp", "bee"]).Data.Targets.ToArray());
        TrainerArgumentTests.RequireParts(
            Assert.Throws<InvalidDataException>(() => CsvFile.ReadClasses(Target, new CsvColumns { Targets = ["kind"] }, ["wasp"])), "line 3", "'bee'");
        File.WriteAllText(Target, "x,kind\n1,10\n2,9\n");
        Assert.Equal(["9", "10"], CsvFile.ReadClasses(Target, new CsvColumns { Targets = ["kind"] }).Classes);
    }

    [Fact]
    public void Csv_streams_read_anew_each_epoch()
    {
        File.WriteAllText(Target, "x,y\n1,0\n2,1\n3,0\n");
        StreamedDataset<int> data = CsvFile.StreamClasses(Target, new CsvColumns { Targets = ["y"] }, ["0", "1"]);
        for (int epoch = 1; epoch < 3; epoch++)
        {
            using IBatchReader<int> reader = data.Open(BatchOrder.AsIs with { Epoch = epoch });
            var batch = new Batch<int>(5, 1, 1);
            Assert.True(reader.Read(batch));
            Assert.Equal([1, 2, 3], batch.Inputs.ToArray());
            Assert.Equal([0, 1, 0], batch.Targets.ToArray());
        }

        Assert.Equal((1, 2), (CsvFile.StreamValues(Target, new CsvColumns { Targets = ["y", "x"], Inputs = ["x"] }).InputsPerRow, CsvFile.StreamValues(Target, new CsvColumns { Targets = ["y", "x"], Inputs = ["x"] }).TargetsPerRow));
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,x\n", "line 3", "column 'b'", "'x' is no number")]
    [InlineData("a,b\n1,2\n3,\n", "line 3", "'' is no number")]
    [InlineData("a,c\n1,2\n", "no column 'b'", "a, c")]
    [InlineData("a,b\n1,2\n3\n", "3")]
    [InlineData("a,b\n", "no rows")]
    [InlineData("b\n1\n", "0 columns are inputs")]
    public void Csv_that_does_not_fit(string text, params string[] parts)
    {
        File.WriteAllText(Target, text);
        TrainerArgumentTests.RequireParts(
            Assert.Throws<InvalidDataException>(() => CsvFile.ReadValues(Target, new CsvColumns { Targets = ["b"] })), parts);
    }

    private static string Text(DataArray array) => string.Join(
        ' ', array.Values.ToArray().Select(static value => value.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static byte[] Npy(string type, string shape, string data, string order = "False", byte version = 1)
    {
        byte[] header = Encoding.UTF8.GetBytes($"{{'descr': '{type}', 'fortran_order': {order}, 'shape': {shape}, }}     \n");
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)header.Length) : BitConverter.GetBytes((uint)header.Length);
        return
        [
            0x93, .. "NUMPY"u8, version, 0, .. length, .. header,
            .. Convert.FromHexString(data.Replace(" ", "", StringComparison.Ordinal)),
        ];
    }

    private void WriteArchive(params (string Name, byte[] Array)[] arrays)
    {
        File.Delete(Target);
        using ZipArchive archive = ZipFile.Open(Target, ZipArchiveMode.Create);
        foreach ((string name, byte[] array) in arrays)
        {
            using Stream stream = archive.CreateEntry(name + ".npy").Open();
            stream.Write(array);
        }
    }
}
