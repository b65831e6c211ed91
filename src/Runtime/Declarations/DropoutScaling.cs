namespace DropoutGen;

/// <summary>Where dropout with keep probability q = 1 - rate makes up for the units that it removes.</summary>
public enum DropoutScaling
{
    /// <summary>Kept values are multiplied by 1/q in training and sampling; inference does nothing.</summary>
    Inverted,

    /// <summary>Training and sampling only remove units; inference multiplies by q.</summary>
    Classic,

    /// <summary>Nothing is scaled: inference sees values 1/q times larger than training did. A mistake, kept for study.</summary>
    None,
}
