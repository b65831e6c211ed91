using System.ComponentModel;

namespace DropoutGen.CompilerServices;

/// <summary>Inference of one row of a small network as straight-line code. Implemented by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISingleRow
{
    /// <summary>Floats that all buffers take together.</summary>
    static abstract int BufferLength { get; }

    /// <summary>Where the logits stand in them.</summary>
    static abstract int LogitsStart { get; }

    /// <summary>Length of the row of logits with its padding.</summary>
    static abstract int LogitsLength { get; }

    /// <summary>Values in an output row.</summary>
    static abstract int Outputs { get; }

    /// <summary>What turns logits into predictions; <see langword="null"/> where they are predictions.</summary>
    static abstract Loss? Loss { get; }

    /// <summary>Computes the logits; returns <see langword="false"/> where there is no such code for the network's vector width.</summary>
    /// <param name="state">What the network holds.</param>
    /// <param name="inputs">The row.</param>
    /// <param name="buffers">Room for all buffers, on a cache line; it may hold anything.</param>
    static abstract bool TryInfer(NetworkState state, ref float inputs, ref float buffers);
}
