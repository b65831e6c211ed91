using System.ComponentModel;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// What the generator implements for a class with <see cref="NetworkAttribute"/>, so that training loops, metrics and
/// file formats are written once for all networks.
/// </summary>
/// <typeparam name="TSelf">The declared class.</typeparam>
public interface INetwork<TSelf>
    where TSelf : class, INetwork<TSelf>
{
    /// <summary>Shapes, parameters and dropouts as declared.</summary>
    static abstract NetworkDefinition Definition { get; }

    /// <summary>The declared loss.</summary>
    static abstract Loss Loss { get; }

    /// <summary>Makes a network with freshly drawn weights.</summary>
    /// <param name="seed">Equal seeds give equal weights, on every machine.</param>
    static abstract TSelf Create(ulong seed);

    /// <summary>The parameters, in declaration order.</summary>
    ParameterCollection Parameters { get; }

    /// <summary>The running means and variances of batch normalisations, by name; empty where there are none.</summary>
    ParameterCollection RunningStatistics { get; }

    /// <summary>The dropouts and their present rates.</summary>
    DropoutCollection Dropouts { get; }

    /// <summary>The width of the kernels in use.</summary>
    VectorWidth VectorWidth { get; set; }

    /// <summary>Predicts without dropout; see the declared class for shapes.</summary>
    /// <param name="inputs">Rows x inputs values; any number of rows.</param>
    /// <param name="outputs">Rows x outputs values are written here.</param>
    /// <param name="threads">The most threads that share the rows, the caller included; the result is the same for any number.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is not 1 to 32; nothing is written.</exception>
    void Predict(ReadOnlySpan<float> inputs, Span<float> outputs, int threads = 1);

    /// <summary>Predicts the values that the loss takes.</summary>
    /// <param name="inputs">Rows x inputs values; any number of rows.</param>
    /// <param name="outputs">Rows x outputs logits are written here.</param>
    /// <param name="threads">The most threads that share the rows, the caller included; the result is the same for any number.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is not 1 to 32; nothing is written.</exception>
    void PredictLogits(ReadOnlySpan<float> inputs, Span<float> outputs, int threads = 1);

    /// <summary>Predicts through many dropout masks.</summary>
    /// <param name="inputs">Rows x inputs values; any number of rows.</param>
    /// <param name="passes">Number of masks, 2 or more.</param>
    /// <param name="seed">Key of the masks.</param>
    /// <param name="threads">The most threads that share the rows, the caller included; the result is the same for any number.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There are fewer than 2 passes, or <paramref name="threads"/> is not 1 to 32.
    /// </exception>
    MonteCarloPrediction PredictMonteCarlo(ReadOnlySpan<float> inputs, int passes, ulong seed, int threads = 1);

    /// <summary>Parameters, rates and width, for the library.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    NetworkState State { get; }

    /// <summary>Inference: from inputs to logits, without masks.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract void Infer(in NetworkPass pass);

    /// <summary>Training forward: from inputs to logits through the masks, keeping what the backward pass reads.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract void Forward(in NetworkPass pass);

    /// <summary>Backward: from the gradient by the outputs to updates of all parameters.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract void Backward<TRule>(in NetworkPass pass, in ParameterUpdate<TRule> update, bool inputGradient)
        where TRule : struct, IUpdateRule<TRule>;

    /// <summary>Monte-Carlo sampling: what stands in front of the first dropout, once for all passes.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract void SamplePrefix(in NetworkPass pass);

    /// <summary>Monte-Carlo sampling: from the first dropout to logits, through this pass's masks.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract void SamplePass(in NetworkPass pass);

    /// <summary>
    /// Without dropout, but by the moments of the batch: what running statistics are estimated from anew. Networks without
    /// batch normalisation have none.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual void Calibrate(in NetworkPass pass) => TSelf.Infer(in pass);
}

/// <summary>A network trained against targets of a type.</summary>
/// <typeparam name="TSelf">The declared class.</typeparam>
/// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
public interface INetwork<TSelf, TTarget> : INetwork<TSelf>
    where TSelf : class, INetwork<TSelf, TTarget>
    where TTarget : unmanaged
{
    /// <summary>Training steps on one row as straight-line code; null for networks that have none.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual SingleRowTraining<TTarget, TRule>? TrainSingleRows<TRule>()
        where TRule : struct, IUpdateRule<TRule> => null;
}
