using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>Parameters from NumPy's archives.</summary>
public static class NumPyParameters
{
    /// <summary>
    /// Replaces a network's parameters by the arrays of an <c>.npz</c> file: each under its parameter's name, for example
    /// <c>numpy.savez(path, **{"dense0.weight": weight, "dense0.bias": bias})</c>, weights as [units, inputs]. A failure
    /// changes nothing.
    /// </summary>
    /// <typeparam name="TNetwork">The declared class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or of a type that has no numbers; the message says where.</exception>
    /// <exception cref="ParameterMismatchException">Names or shapes do not fit the network.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void RestoreNumPy<TNetwork>(this TNetwork network, string path)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkFile.Restore(network.State, new SafetensorsFile(
            [.. NumPyFile.ReadArchive(path).Select(static array => new SafetensorsTensor(array.Key, array.Value.Shape, array.Value.Values.ToArray()))],
            new Dictionary<string, string>()));
    }
}
