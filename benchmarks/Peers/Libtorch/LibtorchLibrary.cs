using static TorchSharp.torch;

namespace DropoutGen.Benchmarks.Peers.Libtorch;

/// <summary>Whether libtorch loads here.</summary>
internal static class LibtorchLibrary
{
    /// <summary>Loads the library.</summary>
    /// <returns>Null, or why it does not load.</returns>
    public static string? Load()
    {
        try
        {
            using Tensor one = ones(1);
            return null;
        }
        // Whatever a loader throws: a missing library, a symbol version that the system's runtime does not have.
        catch (Exception exception)
        {
            Exception cause = exception.GetBaseException();
            return $"does not load: {cause.Message.Split('\n')[0].Trim()}";
        }
    }
}
