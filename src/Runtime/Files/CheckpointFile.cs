using System.Globalization;

namespace DropoutGen;

/// <summary>
/// Checkpoints as safetensors: the network as in its own file, and beside it what the trainer holds, under names of its own.
/// The network can be loaded from it like from its own file.
/// </summary>
internal static class CheckpointFile
{
    public const string StepKey = "trainer.step";
    public const string PassKey = "trainer.pass";
    public const string LearningRateKey = "trainer.learningRate";
    public const string GradientPrefix = "trainer.gradient.";
    public const string StatePrefix = "trainer.state";

    private const string VersionKey = "checkpoint";
    private const string TrainerPrefix = "trainer.";
    private const int Version = 2;

    public static bool IsCheckpoint(SafetensorsFile file) => file.Metadata.ContainsKey(VersionKey);

    /// <summary>Whether a tensor of a checkpoint is the trainer's, and not the network's.</summary>
    public static bool IsTrainers(string tensor) => tensor.StartsWith(TrainerPrefix, StringComparison.Ordinal);

    /// <summary>The name of a state of the optimizer, for example <c>trainer.state0.dense0.weight</c>.</summary>
    public static string StateName(int state, string parameter) =>
        string.Create(CultureInfo.InvariantCulture, $"{StatePrefix}{state}.{parameter}");

    public static SafetensorsContent Create()
    {
        var content = new SafetensorsContent();
        content.Add(VersionKey, Version);
        return content;
    }

    /// <summary>Reads a file and checks that it is a sound checkpoint, of any trainer.</summary>
    /// <exception cref="InvalidSafetensorsException">The file is damaged.</exception>
    /// <exception cref="CheckpointMismatchException">It is no checkpoint, or of another version.</exception>
    public static SafetensorsFile Read(Stream stream)
    {
        SafetensorsFile file = SafetensorsReader.Read(stream);
        if (!IsCheckpoint(file))
        {
            throw new CheckpointMismatchException(
                $"The file is no checkpoint: its metadata have no '{VersionKey}'. A network's own file has no trainer's state.");
        }

        ContentChecksum.Require(file);
        long version = Number(file, VersionKey);
        return version == Version
            ? file
            : throw new CheckpointMismatchException(
                $"The checkpoint has version {version}; this library reads version {Version}.");
    }

    /// <summary>A whole number of 0 or above among the metadata.</summary>
    /// <exception cref="InvalidSafetensorsException">It is absent or no such number.</exception>
    public static long Number(SafetensorsFile file, string key) =>
        long.TryParse(Text(file, key), NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new InvalidSafetensorsException(
                $"The metadata '{key}' is {SafetensorsHeader.Quote(Text(file, key))}; it must be a whole number of 0 or above.");

    /// <summary>A number among the metadata.</summary>
    /// <exception cref="InvalidSafetensorsException">It is absent or no number.</exception>
    public static double Value(SafetensorsFile file, string key) =>
        double.TryParse(Text(file, key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new InvalidSafetensorsException(
                $"The metadata '{key}' is {SafetensorsHeader.Quote(Text(file, key))}; it must be a number.");

    private static string Text(SafetensorsFile file, string key) =>
        file.Metadata.TryGetValue(key, out string? text)
            ? text
            : throw new InvalidSafetensorsException($"The metadata have no '{key}'.");
}
