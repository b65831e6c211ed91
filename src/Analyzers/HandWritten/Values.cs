using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DropoutGen.Analyzers.HandWritten;

/// <summary>What is known of a value, or of the elements of an array.</summary>
internal abstract record Value;

/// <summary>Data: anything that the analysis does not follow.</summary>
/// <param name="Factor">What it was multiplied with in the same expression.</param>
internal sealed record Data(Number? Factor = null) : Value
{
    public static readonly Data Any = new();
}

/// <summary>Set to a constant other than zero with some probability, as salt-and-pepper noise does.</summary>
internal sealed record Corrupted : Value
{
    public static readonly Corrupted Some = new();
}

/// <summary>
/// A number computed from constants and names. Each name stands for an arbitrary number of its own, so that two
/// expressions are equal, whatever their form, exactly when their amounts are.
/// </summary>
/// <param name="Amount">Its value with the arbitrary numbers in.</param>
/// <param name="Names">The names it is computed from.</param>
internal sealed record Number(double Amount, ImmutableHashSet<string> Names) : Value
{
    public Number(double amount)
        : this(amount, [])
    {
    }

    public bool IsConstant => Names.Count == 0;

    public bool Is(double amount) => Math.Abs(Amount - amount) <= 1e-6 * Math.Max(Math.Abs(amount), 1e-6);

    public static Number Of(double amount, Number first, Number second) => new(amount, first.Names.Union(second.Names));
}

/// <summary>A uniform draw from [Offset, Offset + Scale).</summary>
internal sealed record UniformDraw(double Offset, double Scale, ImmutableHashSet<string> Names, IOperation Site) : Value;

/// <summary>A whole number drawn from 0 to Count - 1.</summary>
internal sealed record WholeDraw(Number Count, IOperation Site) : Value;

/// <summary>A random condition and the probability that it holds.</summary>
internal sealed record Chance(Number Probability, IOperation Site) : Value
{
    public Chance Not() => this with { Probability = Probability with { Amount = 1 - Probability.Amount } };
}

/// <summary>Zero, or with probability Keep the number Factor.</summary>
internal sealed record Mask(Number Keep, Number Factor, IOperation Site) : Value;

/// <summary>Data of which a part was dropped.</summary>
internal sealed record Dropped(Application Application) : Value;

/// <summary>The numbers of all units, in an order drawn at random if there is a Site.</summary>
internal sealed record Numbers(Number Count, IOperation? Site) : Value;

/// <summary>The elements of a tuple.</summary>
internal sealed record Group(ImmutableArray<Value> Items) : Value;

/// <summary>A function in a variable.</summary>
internal sealed record Function(IOperation Body, ImmutableArray<IParameterSymbol> Parameters, ISymbol Key) : Value;
