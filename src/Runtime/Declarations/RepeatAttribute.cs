namespace DropoutGen;

/// <summary>The layers of a block, as often as said, one behind the other; each repetition has parameters and masks of its own.</summary>
/// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/>; no static one.</typeparam>
/// <param name="count">How often, 1 to 1,024; a network has at most 4,096 layers.</param>
public sealed class RepeatAttribute<TBlock>(int count) : LayerAttribute
    where TBlock : class
{
    /// <summary>How often.</summary>
    public int Count { get; } = count;
}
