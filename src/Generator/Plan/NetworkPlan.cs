using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>
/// The loops and calls of a network. It holds no rates and no seeds: changing those changes no kernel.
/// </summary>
/// <param name="Type">The declared class.</param>
/// <param name="Loss">What training minimises.</param>
/// <param name="Title">The network in a line, for the reader.</param>
/// <param name="Parameters">The parameters, by index.</param>
/// <param name="Buffers">Buffers of the workspace, by index.</param>
/// <param name="LogitsBuffer">Where forward passes leave their result.</param>
/// <param name="OutputGradientBuffer">Where the backward pass starts.</param>
/// <param name="InputGradientBuffer">Where it leaves the gradient by the network's inputs.</param>
/// <param name="SamplePrefixBuffer">Where sampling leaves what does not change from pass to pass; -1 if there is no dropout.</param>
/// <param name="SampleBuffers">What else sampling computes once and reads in each pass: what goes round residual branches.</param>
/// <param name="NoiseBuffers">For each site, where what is drawn beside a mask stands; -1 where nothing is.</param>
/// <param name="Kernels">Methods to print.</param>
/// <param name="Infer">Calls of inference.</param>
/// <param name="Forward">Calls of the training forward pass.</param>
/// <param name="Backward">Calls of the backward pass.</param>
/// <param name="SamplePrefix">Calls of sampling in front of the first dropout.</param>
/// <param name="SamplePass">Calls of one sampling pass.</param>
/// <param name="Calibrate">Calls of a forward pass without dropout by the batch's moments; empty without batch normalisation.</param>
/// <param name="BatchNorms">The batch normalisations, in order.</param>
/// <param name="Penalties">What dropouts add to the loss.</param>
/// <param name="RowGroups">Training without dropped units, where rows share masks; null where they do not.</param>
internal sealed record NetworkPlan(
    TypeModel Type,
    LossPlan Loss,
    string Title,
    EquatableArray<ParameterPlan> Parameters,
    EquatableArray<BufferPlan> Buffers,
    int LogitsBuffer,
    int OutputGradientBuffer,
    int InputGradientBuffer,
    int SamplePrefixBuffer,
    EquatableArray<int> SampleBuffers,
    EquatableArray<int> NoiseBuffers,
    EquatableArray<KernelPlan> Kernels,
    EquatableArray<Call> Infer,
    EquatableArray<Call> Forward,
    EquatableArray<Call> Backward,
    EquatableArray<Call> SamplePrefix,
    EquatableArray<Call> SamplePass,
    EquatableArray<Call> Calibrate,
    EquatableArray<BatchNormPlan> BatchNorms,
    EquatableArray<PenaltyPlan> Penalties,
    RowGroupPlan? RowGroups)
{
    /// <summary>The training forward pass cut into phases.</summary>
    public IReadOnlyList<Phase> ForwardPhases => Phase.Cut(Forward);

    /// <summary>The backward pass cut into phases.</summary>
    public IReadOnlyList<Phase> BackwardPhases => Phase.Cut(Backward);
}

/// <summary>The loss of a network.</summary>
/// <param name="TargetType">C# type of the targets.</param>
/// <param name="SingleLogitFunction">The library's function of a single logit in a register; empty where there is none.</param>
internal sealed record LossPlan(string TargetType, string SingleLogitFunction);

/// <summary>A parameter.</summary>
/// <param name="Name">Name in generated code.</param>
/// <param name="Layout">How it is stored.</param>
/// <param name="Offset">Where it starts in the storage of all parameters.</param>
internal sealed record ParameterPlan(string Name, WeightLayout Layout, int Offset);

/// <summary>A buffer of the workspace: PerRow * rows + Constant floats.</summary>
internal sealed record BufferPlan(string Name, int PerRow, int Constant);
