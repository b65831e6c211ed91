using System.ComponentModel;

namespace DropoutGen;

/// <summary>One batch normalisation of a network as declared.</summary>
public sealed class BatchNormDefinition
{
    /// <summary>Describes a batch normalisation; called by generated code.</summary>
    /// <param name="name">Name, for example <c>batchnorm0</c>.</param>
    /// <param name="units">Number of units, each with a mean and a variance.</param>
    /// <param name="momentum">Share of a batch's moments in the new running ones.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="weight">Index of its weight among the parameters; its bias follows. -1 if it has none.</param>
    /// <param name="firstBuffer">The first of its buffers in a workspace.</param>
    /// <param name="dropout">The dropout in front, straight or with one dense layer between; -1 where there is none.</param>
    /// <param name="product">Index of the weight of the dense layer between; -1 where there is none.</param>
    /// <param name="productInputs">Buffer of what that layer takes.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public BatchNormDefinition(string name, int units, double momentum, double epsilon, int weight, int firstBuffer, int dropout = -1, int product = -1, int productInputs = -1)
    {
        Name = name;
        Units = units;
        Momentum = momentum;
        Epsilon = epsilon;
        Weight = weight;
        FirstBuffer = firstBuffer;
        Dropout = dropout;
        Product = product;
        ProductInputs = productInputs;
    }

    /// <summary>Name, for example <c>batchnorm0</c>.</summary>
    public string Name { get; }

    /// <summary>Number of units.</summary>
    public int Units { get; }

    /// <summary>Share of a batch's moments in the new running ones.</summary>
    public double Momentum { get; }

    /// <summary>Added to the variance before its root is taken.</summary>
    public double Epsilon { get; }

    /// <summary>Index of the weight among the parameters, the bias being the next; -1 without them.</summary>
    internal int Weight { get; }

    internal int FirstBuffer { get; }

    internal int Dropout { get; }

    internal int Product { get; }

    internal int ProductInputs { get; }

    internal int PaddedUnits => (Units + 15) / 16 * 16;

    internal int Buffer(BatchNormBuffer buffer) => FirstBuffer + (int)buffer;
}

/// <summary>The vectors that a workspace has for a batch normalisation, in the generator's order.</summary>
internal enum BatchNormBuffer
{
    /// <summary>Means of the batch.</summary>
    Mean,

    /// <summary>Biased variances of the batch.</summary>
    Variance,

    /// <summary>1 / sqrt(variance + epsilon).</summary>
    InverseDeviation,

    /// <summary>What values are multiplied by: weight / sqrt(variance + epsilon).</summary>
    Factor,

    /// <summary>What is then added at inference: bias - mean * factor.</summary>
    Offset,

    /// <summary>What is added to a gradient.</summary>
    GradientOffset,

    /// <summary>What a centred value adds to its gradient.</summary>
    InputFactor,
}
