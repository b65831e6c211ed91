namespace DropoutGen.CompilerServices;

/// <summary>Work that can be cut into parts, which any threads run in any order with the same result.</summary>
internal abstract class ParallelWork
{
    /// <summary>Runs one part.</summary>
    /// <param name="part">Number of the part, from 0.</param>
    /// <param name="parts">Number of parts.</param>
    public abstract void Run(int part, int parts);
}
