using System.ComponentModel;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Networks as safetensors: parameters under PyTorch's names and in its order, dropout rates as metadata
/// (<c>dropout0.rate</c>), so that other readers see nothing but tensors they know.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkFile
{
    internal const string NetworkKey = "network";

    /// <summary>Writes a file beside the target and moves it into place.</summary>
    public static void Save(NetworkState state, string path)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => Save(state, stream));
    }

    /// <summary>Writes to a stream.</summary>
    public static void Save(NetworkState state, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(stream);
        var content = new SafetensorsContent();
        content.Add(NetworkKey, state.Definition.Name);
        NetworkContent.Add(state, content);
        content.Write(stream);
    }

    /// <summary>Replaces parameters and rates by a file's; a failure changes nothing.</summary>
    public static void Restore(NetworkState state, string path)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        Restore(state, stream);
    }

    /// <summary>Replaces parameters and rates by a stream's, of a network's file or a checkpoint; a failure changes nothing.</summary>
    public static void Restore(NetworkState state, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(stream);
        Restore(state, SafetensorsReader.Read(stream));
    }

    /// <summary>Replaces parameters and rates by a file's content; a failure changes nothing.</summary>
    internal static void Restore(NetworkState state, SafetensorsFile file)
    {
        if (CheckpointFile.IsCheckpoint(file))
        {
            ContentChecksum.Require(file);
        }

        NetworkContent content = NetworkContent.Read(state, file);
        RequireNoOthers(state, file);
        content.Apply();
    }

    private static void RequireNoOthers(NetworkState state, SafetensorsFile file)
    {
        bool isCheckpoint = CheckpointFile.IsCheckpoint(file);
        string[] others =
        [
            .. file.Tensors
                .Select(static tensor => tensor.Name)
                .Where(name => NetworkContent.Views(state).All(view => view.Name != name)
                    && state.Definition.BatchNorms.All(normalization => NetworkContent.CountName(normalization) != name)
                    && !(isCheckpoint && CheckpointFile.IsTrainers(name))),
        ];
        if (others.Length > 0)
        {
            throw new ParameterMismatchException(
                $"The file has tensors that {state.Definition.Name} does not know: {string.Join(", ", others)}.");
        }
    }
}
