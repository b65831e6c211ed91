using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>A function of one logit and one target.</summary>
internal interface ILossTerm
{
    /// <summary>The function's value.</summary>
    /// <param name="logit">The logit.</param>
    /// <param name="target">The target.</param>
    /// <param name="slope">The derivative by the logit.</param>
    TLanes Evaluate<TLanes>(TLanes logit, TLanes target, out TLanes slope)
        where TLanes : struct, ILanes<TLanes>;
}

/// <summary>Runs a term over a stretch of logits and their targets.</summary>
internal static class LossTerms<TTerm, TLanes>
    where TTerm : struct, ILossTerm
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Sums the terms, without the factor, and writes the gradients.</summary>
    /// <param name="logits">The first logit.</param>
    /// <param name="targets">The first target.</param>
    /// <param name="gradient">Where the first gradient goes.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="share">Factor of the gradients.</param>
    /// <param name="term">The function.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Run(ref float logits, ref float targets, ref float gradient, int count, float share, TTerm term)
    {
        // Targets are not padded: whole vectors, then one value at a time.
        double sum = 0;
        int i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            sum += Block<TLanes>(ref logits, ref targets, ref gradient, i, share, term);
        }

        for (; i < count; i++)
        {
            sum += Block<Lanes1>(ref logits, ref targets, ref gradient, i, share, term);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Block<TBlock>(ref float logits, ref float targets, ref float gradient, int i, float share, TTerm term)
        where TBlock : struct, ILanes<TBlock>
    {
        TBlock loss = term.Evaluate(
            TBlock.Load(ref Unsafe.Add(ref logits, i)), TBlock.Load(ref Unsafe.Add(ref targets, i)), out TBlock slope);
        (slope * TBlock.Create(share)).Store(ref Unsafe.Add(ref gradient, i));
        return loss.Sum();
    }
}
