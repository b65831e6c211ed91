using Microsoft.CodeAnalysis;

namespace DropoutGen.Analyzers.HandWritten;

/// <summary>A place where data meet a random mask.</summary>
internal sealed class Application(IOperation place, IOperation site, Number keep, ISymbol root, bool skips)
{
    /// <summary>The operation that zeroes, skips or multiplies.</summary>
    public IOperation Place { get; } = place;

    /// <summary>The draw behind it.</summary>
    public IOperation Site { get; } = site;

    /// <summary>Probability with which a value is kept.</summary>
    public Number Keep { get; } = keep;

    /// <summary>The method from which the analysis came here.</summary>
    public ISymbol Root { get; } = root;

    /// <summary>Whether values are left out of a sum, not set to zero.</summary>
    public bool Skips { get; } = skips;

    /// <summary>Factors on the result.</summary>
    public List<Number> Factors { get; } = [];

    /// <summary>Variables that hold the data or the result.</summary>
    public HashSet<ISymbol> Symbols { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Set where the result turned out to be something else, for example noise.</summary>
    public bool IsCancelled { get; set; }
}

/// <summary>A factor on data somewhere in the type.</summary>
/// <param name="Amount">The factor.</param>
/// <param name="Root">The method from which the analysis came here.</param>
/// <param name="IsConditional">Whether it stands under a condition.</param>
/// <param name="Place">The operation.</param>
internal sealed record LooseFactor(Number Amount, ISymbol Root, bool IsConditional, IOperation Place);
