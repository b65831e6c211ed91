namespace DropoutGen;

/// <summary>How the rate of <see cref="ResidualAttribute{TBlock}.DropPath"/> depends on a branch's place among those of its attribute.</summary>
public enum DropPathSchedule
{
    /// <summary>All branches have the rate.</summary>
    Constant,

    /// <summary>
    /// Of L branches the l-th, counted from 1, has l / L times the rate: branches near the inputs, which later ones build on, are
    /// kept more often.
    /// </summary>
    /// <remarks>Huang, Sun, Liu, Sedra, Weinberger: Deep Networks with Stochastic Depth (2016), section 3.</remarks>
    Linear,
}
