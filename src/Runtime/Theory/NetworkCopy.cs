using DropoutGen.CompilerServices;

namespace DropoutGen.Theory;

/// <summary>A network of one's own with the same parameters, rates and vector width: what is measured is not disturbed.</summary>
internal static class NetworkCopy
{
    public static TNetwork Of<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);

        // Through the file format, which holds all there is of a network's state.
        using var stream = new MemoryStream();
        NetworkFile.Save(network.State, stream);
        stream.Position = 0;
        TNetwork copy = TNetwork.Create(0);
        NetworkFile.Restore(copy.State, stream);
        copy.VectorWidth = network.VectorWidth;
        return copy;
    }
}
