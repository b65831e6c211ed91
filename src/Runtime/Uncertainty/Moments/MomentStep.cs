namespace DropoutGen.CompilerServices;

/// <summary>What a layer does to mean and covariance.</summary>
internal abstract class MomentStep
{
    /// <summary>Whether what comes behind depends on covariances of this layer's outputs, not on their variances alone.</summary>
    public bool NeedsCovariance { get; set; }

    /// <summary>Whether this layer needs covariances of its inputs, given whether they are needed of its outputs.</summary>
    public virtual bool ReadsCovariance => NeedsCovariance;

    /// <summary>Whether it gives more of its inputs' distribution than mean and covariance say: then moments behind are an approximation.</summary>
    public virtual bool IsNonlinear => false;

    /// <summary>Replaces the moments of the inputs by those of the outputs.</summary>
    /// <param name="moments">The moments.</param>
    /// <param name="scratch">Room for others.</param>
    public abstract void Run(UnitMoments moments, UnitMoments scratch);
}
