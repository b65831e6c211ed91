namespace DropoutGen.Golden;

/// <summary>
/// One network with the training that is recorded: which rule, how much clipping, whether biases decay. Recorder and test
/// read it from here.
/// </summary>
internal abstract class GoldenCase(string name)
{
    /// <summary>Batches, which take turns.</summary>
    public const int Batches = 3;

    /// <summary>Rows of a batch: no multiple of a vector or of a tile.</summary>
    public const int Rows = 23;

    /// <summary>Training steps.</summary>
    public const int Steps = 12;

    /// <summary>Of the masks.</summary>
    public const ulong MaskSeed = 0x6F1D_2C3B_4A59_6877;

    /// <summary>Name of the network and of its file.</summary>
    public string Name { get; } = name;

    public float? ClipNorm { get; init; }

    public float? ClipValue { get; init; }

    /// <summary>Whether biases decay like weights, as in PyTorch where nothing is said.</summary>
    public bool DecaysBiases { get; init; }

    public abstract void Visit(IGoldenVisitor visitor);
}

/// <inheritdoc/>
internal sealed class GoldenCase<TNetwork, TTarget, TRule>(TRule rule) : GoldenCase(typeof(TNetwork).Name)
    where TNetwork : class, INetwork<TNetwork, TTarget>
    where TTarget : unmanaged
    where TRule : struct, IUpdateRule<TRule>
{
    public override void Visit(IGoldenVisitor visitor) => visitor.Visit<TNetwork, TTarget, TRule>(rule);
}

/// <summary>Code over any case's network and rule.</summary>
internal interface IGoldenVisitor
{
    void Visit<TNetwork, TTarget, TRule>(TRule rule)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
        where TRule : struct, IUpdateRule<TRule>;
}
