using System.ComponentModel;

namespace DropoutGen.CompilerServices;

/// <summary>Size of one buffer of a <see cref="Workspace"/>: <c>PerRow * rows + Constant</c> floats.</summary>
/// <param name="PerRow">Floats for each row: the leading dimension.</param>
/// <param name="Constant">Floats that do not depend on the number of rows.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct WorkspaceBuffer(int PerRow, int Constant);
