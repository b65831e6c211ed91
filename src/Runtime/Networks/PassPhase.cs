using System.ComponentModel;

namespace DropoutGen.CompilerServices;

/// <summary>
/// A phase of a backward pass. Its parts can run at once; the next phase needs all of them.
/// </summary>
/// <param name="Kind">How it is cut into parts.</param>
/// <param name="OperationsPerRow">Floating-point operations for each row of the batch.</param>
/// <param name="OnRequest">Whether it runs only if the caller asked for the gradient by the network's inputs.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct PassPhase(PassPhaseKind Kind, long OperationsPerRow, bool OnRequest);
