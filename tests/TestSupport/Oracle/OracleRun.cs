namespace DropoutGen.TestSupport.Oracle;

/// <summary>What all layers share during one forward pass.</summary>
/// <param name="Mode">What the pass is for.</param>
/// <param name="Masks">The masks, and the keep probability by which each site scales.</param>
public sealed record OracleRun(OracleMode Mode, MaskSource Masks)
{
    public bool UsesMasks => Mode != OracleMode.Inference;

    /// <summary>Whether batch normalisations use the batch's moments in any mode.</summary>
    public bool UsesBatchMoments { get; init; }

    /// <summary>What becomes of running statistics through this pass.</summary>
    public List<(OracleParameter Statistic, double[] Values)> Statistics { get; } = [];

    /// <summary>What layers add to the loss of this pass.</summary>
    public List<Func<double>> Penalties { get; } = [];

    /// <summary>The factor of each row's loss, known once the loss is evaluated.</summary>
    public Func<int, double> RowWeight { get; set; } = static _ => 1;

    /// <summary>Disturbs what layers compute, or null for the exact pass.</summary>
    public OracleNoise? Noise { get; init; }

    /// <summary>
    /// Distances of values from a kink of the function applied to them, in the order of computation: finite differences
    /// across a kink mean nothing.
    /// </summary>
    public List<double> KinkDistances { get; } = [];
}
