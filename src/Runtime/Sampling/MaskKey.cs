namespace DropoutGen.CompilerServices;

/// <summary>What the masks of a pass are drawn by, beside site, row and unit.</summary>
/// <param name="Seed">The key.</param>
/// <param name="Pass">The step, or the pass of sampling.</param>
/// <param name="Scope">Which rows share a mask.</param>
/// <param name="Trains">Whether the pass is a trainer's, in which marginalised dropouts draw nothing.</param>
internal readonly record struct MaskKey(ulong Seed, ulong Pass, MaskScope Scope = MaskScope.Row, bool Trains = false)
{
    /// <summary>Whether all rows of a pass have the same mask.</summary>
    public bool IsShared => Scope == MaskScope.Call;

    /// <summary>The key of a training pass.</summary>
    public static MaskKey OfTraining(TrainerOptions options, long passCount) =>
        new(options.Seed, options.MaskScope == MaskScope.RowAcrossCalls ? 0 : (ulong)passCount, options.MaskScope, Trains: true);

    public static void Validate(MaskScope scope, string name)
    {
        if (!Enum.IsDefined(scope))
        {
            throw new ArgumentOutOfRangeException(name, scope, $"{name} must be Row, Call or RowAcrossCalls.");
        }
    }
}
