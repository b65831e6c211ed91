using System.ComponentModel;

namespace DropoutGen.CompilerServices;

/// <summary>A training step on one row of a small network as straight-line code. Implemented by generated code.</summary>
/// <typeparam name="TTarget">Type of the targets.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISingleRowStep<TTarget>
    where TTarget : unmanaged
{
    /// <summary>Floats that all buffers take together.</summary>
    static abstract int BufferLength { get; }

    /// <summary>
    /// Runs forward through the masks, evaluates the loss and, if that is finite, runs backward and updates all parameters.
    /// Returns <see langword="false"/>, having done nothing, where there is no such code for the network's vector width.
    /// </summary>
    /// <param name="pass">What the step works on.</param>
    /// <param name="inputs">The row.</param>
    /// <param name="targets">Its targets.</param>
    /// <param name="loss">The loss before the update.</param>
    static abstract bool TryStep<TRule>(
        SingleRowTraining<TTarget, TRule> pass, ref float inputs, ref TTarget targets, out double loss)
        where TRule : struct, IUpdateRule<TRule>;
}
