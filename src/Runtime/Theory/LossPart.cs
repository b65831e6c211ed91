namespace DropoutGen.Theory;

/// <summary>A loss as a function of the parameters.</summary>
public enum LossPart
{
    /// <summary>The loss without dropout.</summary>
    Deterministic,

    /// <summary>The mean loss over dropout masks: what training with dropout minimises.</summary>
    Expected,

    /// <summary>Expected minus deterministic: what dropout adds.</summary>
    Difference,
}
