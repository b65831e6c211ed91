using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>
/// The loops and calls of a network. It holds no rates and no seeds: changing those changes no kernel.
/// </summary>
internal sealed record NetworkPlan(
    TypeModel Type,
    EquatableArray<BufferPlan> Buffers,
    int LogitsBuffer,
    int OutputGradientBuffer,
    int InputGradientBuffer,
    EquatableArray<KernelPlan> Kernels,
    EquatableArray<Call> Infer,
    EquatableArray<Call> Forward,
    EquatableArray<Call> Backward,
    EquatableArray<Call> SamplePrefix,
    EquatableArray<Call> SamplePass);

/// <summary>A buffer of the workspace: PerRow * rows + Constant floats.</summary>
internal sealed record BufferPlan(string Name, int PerRow, int Constant);
