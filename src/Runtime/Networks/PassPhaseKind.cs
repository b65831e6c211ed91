using System.ComponentModel;

namespace DropoutGen.CompilerServices;

/// <summary>How a phase of a pass is cut into parts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum PassPhaseKind
{
    /// <summary>By rows: each row's result depends on that row alone.</summary>
    Rows,

    /// <summary>By the parameters that it updates: each is summed over all rows by one thread.</summary>
    Parameters,

    /// <summary>Not at all.</summary>
    Once,
}
