using DropoutGen.Runtime.Tests.Files;
using DropoutGen.Runtime.Tests.Networks;

namespace DropoutGen.Runtime.Tests.Training;

/// <summary>What is no checkpoint, damaged, or another trainer's is refused with what was wrong, and nothing has changed.</summary>
public sealed class CheckpointRefusalTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dropoutgen");

    private string Target => Path.Combine(_directory.FullName, "checkpoint.safetensors");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Another_network() => Require<SmallClassifier, Adam>(
        Checkpoint<SmallFamily, Adam>(new Adam()), new Adam(), "network", "SmallFamily", "SmallClassifier");

    [Fact]
    public void Another_activation() => Require<SmallClassifier, Adam>(
        Checkpoint<OtherActivation.SmallClassifier, Adam>(new Adam()), new Adam(), "layer 1", "'Tanh [4] -> [4]'", "'Relu [4] -> [4]'");

    [Fact]
    public void Another_layer_behind() => Require<SmallClassifier, Adam>(
        Checkpoint<OneMore.SmallClassifier, Adam>(new Adam()), new Adam(), "number of layers", "'5'", "'4'");

    [Fact]
    public void Other_arguments_of_layers() => Require<Layered, Adam>(
        Checkpoint<OtherArguments.Layered, Adam>(new Adam()), new Adam(), "layer 1", "'LeakyRelu [4] -> [4], negativeSlope 0.2'", "'LeakyRelu [4] -> [4], negativeSlope 0.1'");

    [Fact]
    public void A_bias_that_is_gone() => Require<WithoutBias.SmallClassifier, Adam>(
        Checkpoint<SmallClassifier, Adam>(new Adam()), new Adam(), "layer 0", "dense0.weight, dense0.bias'", "dense0.weight'");

    [Fact]
    public void Other_arguments_of_the_loss()
    {
        using var stream = new MemoryStream();
        new SmallQuantiles(1).CreateTrainer(new Adam()).SaveCheckpoint(stream);
        using var trainer = new OtherLevels.SmallQuantiles(1).CreateTrainer(new Adam());
        TrainerArgumentTests.RequireParts(
            Assert.Throws<CheckpointMismatchException>(() => trainer.RestoreCheckpoint(new MemoryStream(stream.ToArray()))),
            "the loss", "'Quantile(0.1, 0.5, 0.9)'", "'Quantile(0.2, 0.5, 0.9)'");
    }

    [Fact]
    public void Another_momentum_of_a_normalisation() => Require<Layered, Adam>(
        Checkpoint<OtherMomentum.Layered, Adam>(new Adam()), new Adam(), "batchnorm0", "momentum 0.3", "momentum 0.2");

    [Fact]
    public void Another_MaxNorm() => Require<Layered, Adam>(
        Checkpoint<OtherMaxNorm.Layered, Adam>(new Adam()), new Adam(), "MaxNorm of dense1.weight", "'none'", "'2'");

    [Fact]
    public void Another_regularizer_of_a_rate() => Require<Layered, Adam>(
        Checkpoint<OtherRegularizer.Layered, Adam>(new Adam()), new Adam(), "the dropouts", "regularized 0.01 0.5", "regularized 0.01 0.25");

    [Fact]
    public void A_schedule_that_gave_other_rates()
    {
        // At step 1 both give 0.125.
        byte[] checkpoint = Checkpoint<SmallClassifier, Adam>(new Adam(), new TrainerOptions { RateSchedules = static _ => RateSchedule.Constant(0.125) });
        Require<SmallClassifier, Adam>(
            checkpoint, new Adam(), new TrainerOptions { RateSchedules = static _ => RateSchedule.Linear(0, 0.5, 4) }, "rate schedule of dropout0 at step 0", "'0.125'", "'0'");
    }

    [Fact]
    public void Another_optimizer() => Require<SmallClassifier, Adam>(
        Checkpoint<SmallClassifier, AdamW>(new AdamW()), new Adam(), "optimizer", "'AdamW'", "'Adam'");

    [Fact]
    public void Other_settings_of_the_optimizer()
    {
        Require<SmallClassifier, Adam>(
            Checkpoint<SmallClassifier, Adam>(new Adam(beta2: 0.99f)), new Adam(), "beta2 of Adam", "0.99", "0.999");
        Require<SmallClassifier, Sgd>(
            Checkpoint<SmallClassifier, Sgd>(new Sgd(0.1f, 0.9f)), new Sgd(0.1f, 0.8f), "momentum of Sgd", "0.9", "0.8");
        Require<SmallClassifier, Sgd>(
            Checkpoint<SmallClassifier, Sgd>(new Sgd(0.1f, 0.9f)), new Sgd(0.1f), "StateCount of Sgd", "1", "0");
        Require<SmallClassifier, RmsProp>(
            Checkpoint<SmallClassifier, RmsProp>(new RmsProp()), new RmsProp(epsilon: 1e-6f), "epsilon of RmsProp", "1E-08", "1E-06");
    }

    [Fact]
    public void Other_options()
    {
        byte[] checkpoint = Checkpoint<SmallClassifier, Adam>(new Adam(), new TrainerOptions { Seed = 7, ClipNorm = 2f });
        Require<SmallClassifier, Adam>(checkpoint, new Adam(), new TrainerOptions { Seed = 8, ClipNorm = 2f }, "Seed", "7", "8");
        Require<SmallClassifier, Adam>(checkpoint, new Adam(), new TrainerOptions { Seed = 7 }, "ClipNorm", "2", "none");
        Require<SmallClassifier, Adam>(
            checkpoint, new Adam(), new TrainerOptions { Seed = 7, ClipNorm = 2f, ClipValue = 0.5f }, "ClipValue", "none", "0.5");
        Require<SmallClassifier, Adam>(
            checkpoint,
            new Adam(),
            new TrainerOptions { Seed = 7, ClipNorm = 2f, Groups = static _ => new ParameterGroup(0.5f, 1f) },
            "group of dense0.weight", "learning rate x 1", "learning rate x 0.5");
        Require<SmallClassifier, Adam>(
            checkpoint,
            new Adam(),
            new TrainerOptions { Seed = 7, ClipNorm = 2f, MaskScope = MaskScope.Call },
            "MaskScope", "'Row'", "'Call'");
        Require<SmallClassifier, Adam>(
            checkpoint,
            new Adam(),
            new TrainerOptions { Seed = 7, ClipNorm = 2f, RateSchedules = static _ => RateSchedule.Linear(0, 0.5, 4) },
            "rate schedule of dropout0 at step 1", "none", "0.125");
    }

    [Fact]
    public void A_networks_own_file()
    {
        using var stream = new MemoryStream();
        new SmallClassifier(3).Save(stream);
        Require<SmallClassifier, Adam>(stream.ToArray(), new Adam(), "no checkpoint");
    }

    [Theory]
    [InlineData("version", "version 3", "version 2")]
    [InlineData("step", "'trainer.step'", "'-1'")]
    [InlineData("noStep", "'trainer.step'")]
    [InlineData("rate", "'dropout0.rate'", "'1.5'")]
    [InlineData("learningRate", "trainer.learningRate", "Adam", "learningRate")]
    [InlineData("learningRateText", "trainer.learningRate", "'fast'")]
    [InlineData("shape", "trainer.state1.dense0.bias", "[4]", "[5]")]
    [InlineData("missing", "trainer.state1.dense1.weight")]
    [InlineData("parameter", "dense1.bias")]
    [InlineData("gradient", "trainer.gradient.dense0.bias")]
    public void A_sound_file_with_content_that_does_not_fit(string fault, params string[] parts)
    {
        SafetensorsFile file = SafetensorsBytes.Read(Checkpoint<SmallClassifier, Adam>(new Adam()));
        var content = new SafetensorsContent();
        foreach ((string key, string value) in file.Metadata.Where(static pair => pair.Key != ContentChecksum.Key))
        {
            content.Add(key, (fault, key) switch
            {
                ("version", "checkpoint") => "3",
                ("step", "trainer.step") => "-1",
                ("rate", "dropout0.rate") => "1.5",
                ("learningRate", "trainer.learningRate") => "-0.5",
                ("learningRateText", "trainer.learningRate") => "fast",
                _ => value,
            });
        }

        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            bool isMissing = (fault, tensor.Name) is ("missing", "trainer.state1.dense1.weight") or ("parameter", "dense1.bias");
            if ((fault, tensor.Name) is ("shape", "trainer.state1.dense0.bias"))
            {
                content.Add(SafetensorsBytes.Source(tensor.Name, [5], new float[5]));
            }
            else if (!isMissing)
            {
                content.Add(SafetensorsBytes.Source(tensor.Name, [.. tensor.Shape], tensor.Values));
            }
        }

        if (fault == "gradient")
        {
            content.Add(SafetensorsBytes.Source("trainer.gradient.dense0.weight", [4, 3], new float[12]));
        }

        using var stream = new MemoryStream();
        if (fault == "noStep")
        {
            WriteWithout("trainer.step", file, stream);
        }
        else
        {
            content.WriteChecked(stream);
        }

        Require<SmallClassifier, Adam>(stream.ToArray(), new Adam(), parts);
    }

    [Fact]
    public void A_flipped_bit_anywhere()
    {
        byte[] checkpoint = Checkpoint<SmallClassifier, Adam>(new Adam());
        var network = new SmallClassifier(3);
        using var trainer = network.CreateTrainer(new Adam(0.25f));
        float[] before = Values(network);
        var random = new Random(1);
        for (int i = 0; i < checkpoint.Length; i++)
        {
            byte[] damaged = [.. checkpoint];
            damaged[i] ^= (byte)(1 << random.Next(8));

            // The name of the version may be hit: then it is no checkpoint.
            Exception? exception = Record.Exception(() => trainer.RestoreCheckpoint(new MemoryStream(damaged)));
            Assert.True(
                exception is InvalidSafetensorsException or CheckpointMismatchException,
                $"Byte {i}: {exception?.ToString() ?? "not noticed"}");
        }

        Assert.Equal(before, Values(network));
        Assert.Equal((0, 0, 0.25f), (trainer.StepCount, trainer.PassCount, trainer.LearningRate));
    }

    [Fact]
    public void A_file_that_is_cut_short_anywhere()
    {
        byte[] checkpoint = Checkpoint<SmallClassifier, Sgd>(new Sgd(0.1f));
        using var trainer = new SmallClassifier(3).CreateTrainer(new Sgd(0.1f));
        for (int length = 0; length < checkpoint.Length; length++)
        {
            Assert.Throws<InvalidSafetensorsException>(() => trainer.RestoreCheckpoint(new MemoryStream(checkpoint[..length])));
        }
    }

    [Fact]
    public void Damage_is_told_with_both_checksums()
    {
        byte[] checkpoint = Checkpoint<SmallClassifier, Sgd>(new Sgd(0.1f));
        checkpoint[^3] ^= 4;
        using var trainer = new SmallClassifier(3).CreateTrainer(new Sgd(0.1f));
        TrainerArgumentTests.RequireParts(
            Assert.Throws<InvalidSafetensorsException>(() => trainer.RestoreCheckpoint(new MemoryStream(checkpoint))),
            "damaged", "checksum");
    }

    [Fact]
    public void A_save_that_fails_leaves_the_old_checkpoint()
    {
        using var trainer = new SmallClassifier(1).CreateTrainer(new Adam());
        trainer.SaveCheckpoint(Target);
        byte[] before = File.ReadAllBytes(Target);
        trainer.Step([1, 2, 3], [1]);
        Assert.Throws<IOException>(() => trainer.SaveCheckpoint(Target, static content =>
            content.Add(new SafetensorsSource("broken", [1], static (_, _) => throw new IOException("full")))));
        Assert.Equal(before, File.ReadAllBytes(Target));
        Assert.Single(_directory.GetFiles());

        // The trainer is not left in use.
        trainer.SaveCheckpoint(Target);
        Assert.NotEqual(before, File.ReadAllBytes(Target));
    }

    [Fact]
    public void A_missing_file_and_a_disposed_trainer()
    {
        var trainer = new SmallClassifier(1).CreateTrainer(new Adam());
        Assert.Throws<FileNotFoundException>(() => trainer.RestoreCheckpoint(Target));
        trainer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => trainer.SaveCheckpoint(Target));
        Assert.Empty(_directory.GetFiles());
    }

    private static void WriteWithout(string key, SafetensorsFile file, Stream stream)
    {
        var content = new SafetensorsContent();
        foreach ((string name, string value) in file.Metadata.Where(pair => pair.Key != key && pair.Key != ContentChecksum.Key))
        {
            content.Add(name, value);
        }

        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            content.Add(SafetensorsBytes.Source(tensor.Name, [.. tensor.Shape], tensor.Values));
        }

        content.WriteChecked(stream);
    }

    private static void Require<TNetwork, TRule>(byte[] checkpoint, TRule rule, params string[] parts)
        where TNetwork : class, INetwork<TNetwork, int>
        where TRule : struct, IUpdateRule<TRule> => Require<TNetwork, TRule>(checkpoint, rule, null, parts);

    private static void Require<TNetwork, TRule>(byte[] checkpoint, TRule rule, TrainerOptions? options, params string[] parts)
        where TNetwork : class, INetwork<TNetwork, int>
        where TRule : struct, IUpdateRule<TRule>
    {
        TNetwork network = TNetwork.Create(3);
        network.Dropouts[0].Rate = 0.375;
        using var trainer = new Trainer<TNetwork, int, TRule>(network, rule, options);
        trainer.Step([1, 2, 3, 4, 5, 6], [1, 0]);
        using var before = new MemoryStream();
        trainer.SaveCheckpoint(before);
        Exception exception = Assert.ThrowsAny<FormatException>(() => trainer.RestoreCheckpoint(new MemoryStream(checkpoint)));
        TrainerArgumentTests.RequireParts(exception, parts);
        using var behind = new MemoryStream();
        trainer.SaveCheckpoint(behind);
        Assert.Equal(before.ToArray(), behind.ToArray());
    }

    private static byte[] Checkpoint<TNetwork, TRule>(TRule rule, TrainerOptions? options = null)
        where TNetwork : class, INetwork<TNetwork, int>
        where TRule : struct, IUpdateRule<TRule>
    {
        using var trainer = new Trainer<TNetwork, int, TRule>(TNetwork.Create(1), rule, options);
        trainer.Step([1, 2, 3, 4, 5, 6], [0, 1]);
        using var stream = new MemoryStream();
        trainer.SaveCheckpoint(stream);
        return stream.ToArray();
    }

    private static float[] Values(SmallClassifier network) =>
        [.. network.Parameters.SelectMany(static parameter => parameter.ToArray())];
}
