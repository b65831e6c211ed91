namespace DropoutGen;

/// <summary>What draws masks of its own in training and sampling.</summary>
public enum MaskScope
{
    /// <summary>Each row of each pass.</summary>
    Row,

    /// <summary>
    /// Each pass, for all of its rows: a pass is then one function of the inputs, drawn from the posterior, and smooth where the
    /// network is. Sampling with one seed evaluates the same functions in every call.
    /// </summary>
    Call,

    /// <summary>
    /// Each row, for all passes of training: row r has the same mask in every step, as masks of steps that are to be compared must be.
    /// Sampling, whose masks are those of its seed, has the same masks in every call as it is.
    /// </summary>
    RowAcrossCalls,
}
