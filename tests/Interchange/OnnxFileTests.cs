using System.Globalization;
using DropoutGen.TestSupport.GeneratorHarness;
using Microsoft.ML.OnnxRuntime;

namespace DropoutGen.Interchange.Tests;

public sealed class OnnxFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dropoutgen-onnx-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_model_names_its_maker_its_network_and_its_shapes()
    {
        using InferenceSession session = Exporting.Open(Exporting.Export(Exporting.Create<Classifier>()));
        Assert.Equal("DropoutGen", session.ModelMetadata.ProducerName);
        Assert.Equal("Classifier", session.ModelMetadata.GraphName);
        Assert.Equal(["input"], session.InputNames);
        Assert.Equal(["output"], session.OutputNames);
        Assert.Equal([-1, 7], session.InputMetadata["input"].Dimensions);
        Assert.Equal(["rows", ""], session.InputMetadata["input"].SymbolicDimensions);
        Assert.Equal([-1, 5], session.OutputMetadata["output"].Dimensions);
    }

    [Fact]
    public void Rows_and_names_are_the_options()
    {
        var options = new OnnxOptions { Rows = 3, InputName = "pixels", OutputName = "classes" };
        using InferenceSession session = Exporting.Open(Exporting.Export(Exporting.Create<Classifier>(), options));
        Assert.Equal([3, 7], session.InputMetadata["pixels"].Dimensions);
        Assert.Equal([3, 5], session.OutputMetadata["classes"].Dimensions);
        Assert.Equal(15, Exporting.Run(session, Exporting.Inputs(21, 1), 3, "pixels", "classes").Length);
    }

    [Fact]
    public void Equal_networks_give_equal_bytes_in_every_culture()
    {
        byte[] turkish = Exporting.Export(Exporting.Create<Quantiles>());
        Assert.Equal("tr-TR", CultureInfo.CurrentCulture.Name);
        Assert.Equal(turkish, HostileCulture.Run(static () => Exporting.Export(Exporting.Create<Quantiles>())));
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            Assert.Equal(turkish, Exporting.Export(Exporting.Create<Quantiles>()));
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture!;
        }
    }

    [Fact]
    public void A_file_holds_what_a_stream_gets_and_replaces_an_older_one()
    {
        Classifier network = Exporting.Create<Classifier>();
        string path = Path.Combine(_folder, "model.onnx");
        File.WriteAllText(path, "older");
        network.SaveOnnx(path);
        Assert.Equal(Exporting.Export(network), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("relu0", "output")]
    [InlineData("input", "dense1")]
    [InlineData("same", "same")]
    [InlineData("dense0.weight", "output")]
    public void A_name_that_is_taken_is_refused_and_an_older_file_stays(string input, string output)
    {
        string path = Path.Combine(_folder, "model.onnx");
        File.WriteAllText(path, "older");
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Exporting.Create<Classifier>().SaveOnnx(
            path, new OnnxOptions { InputName = input, OutputName = output }));
        Assert.Contains("already", exception.Message, StringComparison.Ordinal);
        Assert.Equal("older", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new OnnxOptions { Rows = 0 });
        Assert.Throws<ArgumentException>(static () => new OnnxOptions { InputName = " " });
        Assert.Throws<ArgumentException>(static () => new OnnxOptions { OutputName = string.Empty });
        Assert.Throws<ArgumentException>(static () => Exporting.Create<Classifier>().SaveOnnx(string.Empty));
        Assert.Throws<ArgumentNullException>(static () => Exporting.Create<Classifier>().SaveOnnx((Stream)null!));
        Assert.Throws<DirectoryNotFoundException>(() => Exporting.Create<Classifier>().SaveOnnx(Path.Combine(_folder, "none", "model.onnx")));
    }

    [Fact]
    public void A_failure_while_writing_leaves_the_older_file()
    {
        string path = Path.Combine(_folder, "model.onnx");
        Directory.CreateDirectory(path);

        // A folder cannot be replaced by a file: moving into place fails, behind a complete temporary file.
        Assert.ThrowsAny<Exception>(() => Exporting.Create<Classifier>().SaveOnnx(path));
        Assert.True(Directory.Exists(path));
        Assert.Empty(Directory.GetFiles(_folder));
    }
}
