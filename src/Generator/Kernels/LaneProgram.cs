using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Kernels;

/// <summary>What happens to one vector of values: straight-line operations, the same for every width.</summary>
/// <param name="Operations">In order; operands are indices of earlier ones.</param>
/// <param name="StreamCount">Number of matrices that are read or written at the value's row and column.</param>
/// <param name="MaskCount">Number of dropout masks that are read there.</param>
/// <param name="ScaleCount">Number of scalar factors.</param>
internal sealed record LaneProgram(EquatableArray<LaneOperation> Operations, int StreamCount, int MaskCount, int ScaleCount)
{
    /// <summary>Few and simple operations: worth repeating for every register of a tile.</summary>
    public bool IsLight => Operations.Count <= 14 && Operations.All(static operation => operation.Code != LaneCode.Call);

    /// <summary>Whether a mask leaves zeros.</summary>
    public bool Keeps => Operations.Any(static operation => operation.Code == LaneCode.Keep && operation.B < 0);

    /// <summary>Whether a mask chooses between two values.</summary>
    public bool Chooses => Operations.Any(static operation => operation.Code == LaneCode.Keep && operation.B >= 0);

    /// <summary>The accumulator is stored as it is.</summary>
    public bool IsCopy => Operations.Count == 2 && Operations[0].Code == LaneCode.Accumulator && Operations[1].Code == LaneCode.Store;
}

/// <summary>One operation of a <see cref="LaneProgram"/>.</summary>
internal sealed record LaneOperation(
    LaneCode Code, int A = -1, int B = -1, int C = -1, int D = -1, int Slot = -1, float Constant = 0f, string Function = "");

internal enum LaneCode
{
    /// <summary>The value that the kernel hands over: an accumulator of a product.</summary>
    Accumulator,

    /// <summary>A stream's value at the same row and column.</summary>
    Load,

    /// <summary>A number.</summary>
    Constant,

    /// <summary>A scalar argument of the kernel.</summary>
    Scale,

    Add,

    Subtract,

    Multiply,

    /// <summary>A * B + C.</summary>
    MultiplyAdd,

    /// <summary>A &lt; B ? C : D.</summary>
    SelectLess,

    /// <summary>A where the mask has a 1 bit; elsewhere B, or 0 if there is none.</summary>
    Keep,

    /// <summary>A function of the runtime's KernelMath.</summary>
    Call,

    /// <summary>Writes A to a stream.</summary>
    Store,
}
