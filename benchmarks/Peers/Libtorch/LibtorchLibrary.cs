using System.Runtime.InteropServices;
using TorchSharp;
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
            return $"does not load: {LoaderMessage() ?? exception.GetBaseException().Message.Split('\n')[0].Trim()}";
        }
    }

    // TorchSharp says that a package is missing whatever the reason; the system's loader names it.
    private static string? LoaderMessage()
    {
        try
        {
            NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, DllImportSearchPath.AssemblyDirectory);
            return null;
        }
        catch (DllNotFoundException exception)
        {
            return exception.Message
                .Split('\n')
                .FirstOrDefault(static line => line.Contains("not found", StringComparison.Ordinal) && line.Contains("GLIBC", StringComparison.Ordinal))
                ?.Split(" (required by", 2)[0].Trim();
        }
    }
}
