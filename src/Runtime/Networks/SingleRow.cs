using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Predicts one row of a small network with its activations on the stack: taking and returning a workspace would take
/// longer than the arithmetic. Called by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SingleRow
{
    // What a thread's stack gives without a thought: half a page.
    private const int StackLength = 512;
    private const int CacheLine = 64;
    private const int CacheLineLength = CacheLine / sizeof(float);

    /// <summary>Predicts one row; returns <see langword="false"/>, having written nothing, where it cannot.</summary>
    /// <typeparam name="TRow">The network's code.</typeparam>
    /// <param name="state">What the network holds.</param>
    /// <param name="inputs">One row.</param>
    /// <param name="outputs">Receives the prediction.</param>
    [SkipLocalsInit]
    public static unsafe bool TryPredict<TRow>(NetworkState state, ReadOnlySpan<float> inputs, Span<float> outputs)
        where TRow : struct, ISingleRow
    {
        if (TRow.BufferLength > StackLength)
        {
            return false;
        }

        // Vectors that lie across cache lines take twice as long.
        float* stack = stackalloc float[StackLength + CacheLineLength];
        float* buffers = (float*)(((nuint)stack + CacheLine - 1) & ~(nuint)(CacheLine - 1));
        if (!TRow.TryInfer(state, ref MemoryMarshal.GetReference(inputs), ref *buffers))
        {
            return false;
        }

        var logits = new Span<float>(buffers + TRow.LogitsStart, TRow.LogitsLength);
        TRow.Loss?.ToPredictions(state.VectorWidth, logits, TRow.LogitsLength, 1, TRow.Outputs);
        logits[..TRow.Outputs].CopyTo(outputs);
        return true;
    }
}
