namespace DropoutGen.Generator.Plan;

/// <summary>A vector width that kernels are printed for.</summary>
internal enum InstructionSet
{
    Vector512,
    Vector256,
    Vector128,
    Scalar,
}

internal static class InstructionSets
{
    public static readonly InstructionSet[] All =
        [InstructionSet.Vector512, InstructionSet.Vector256, InstructionSet.Vector128, InstructionSet.Scalar];

    /// <summary>Floats in one vector.</summary>
    public static int Lanes(this InstructionSet set) => set switch
    {
        InstructionSet.Vector512 => 16,
        InstructionSet.Vector256 => 8,
        InstructionSet.Vector128 => 4,
        _ => 1,
    };
}
