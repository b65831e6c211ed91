namespace DropoutGen.TestSupport.Oracle;

/// <summary>What a forward pass is for.</summary>
public enum OracleMode
{
    /// <summary>No masks; layers with statistics use the learned ones.</summary>
    Inference,

    /// <summary>Masks; layers with statistics use those of the batch.</summary>
    Training,

    /// <summary>Monte-Carlo dropout: masks as in training, all else as at inference.</summary>
    Sampling,
}
