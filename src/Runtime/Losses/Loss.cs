using System.ComponentModel;
using System.Runtime.InteropServices;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>A network's loss: what training minimises, and how logits become predictions.</summary>
public abstract class Loss
{
    private protected Loss()
    {
    }

    /// <summary>Name of the loss, as its attribute is written.</summary>
    public abstract string Name { get; }

    /// <summary>Name and arguments.</summary>
    internal virtual string Description => Name;

    /// <summary>Whether an output row is a distribution over classes that exclude each other.</summary>
    public virtual bool IsDistribution => false;

    /// <summary>Whether each output is the probability of a yes.</summary>
    public virtual bool IsIndependentProbability => false;

    /// <summary>Turns rows of logits, in place, into what <c>Predict</c> returns.</summary>
    internal abstract void ToPredictions(VectorWidth width, Span<float> logits, int stride, int rows, int outputs);
}

/// <summary>A loss against targets of a type.</summary>
/// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
public abstract class Loss<TTarget> : Loss
    where TTarget : unmanaged
{
    private protected Loss()
    {
    }

    /// <summary>Number of targets that belong to one row.</summary>
    /// <param name="outputs">Values in an output row.</param>
    public abstract int TargetsPerRow(int outputs);

    /// <summary>Refuses targets outside the loss's range.</summary>
    /// <exception cref="ArgumentException">The length is wrong, or a value is out of range; nothing was changed.</exception>
    internal abstract void Validate(ReadOnlySpan<TTarget> targets, int rows, int outputs);

    /// <summary>
    /// Returns what these rows contribute to the mean loss of the batch and writes its gradient by their logits, with zeros
    /// in the padding.
    /// </summary>
    internal abstract double Evaluate(VectorWidth width, in LossRows<TTarget> rows);

    /// <summary>What says how targets scatter around a prediction.</summary>
    internal virtual DensityKind Density => DensityKind.None;

    /// <summary>Logarithm of the density of one row's targets, of class labels of their probability.</summary>
    /// <param name="predictions">The row's predictions.</param>
    /// <param name="targets">The row's targets.</param>
    /// <param name="precision">Inverse variance of the noise, for <see cref="DensityKind.Precision"/>.</param>
    internal virtual double LogDensity(ReadOnlySpan<float> predictions, ReadOnlySpan<TTarget> targets, double precision) =>
        throw new NotSupportedException($"{Name} says nothing about the density of targets.");
}
