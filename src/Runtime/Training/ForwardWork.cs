namespace DropoutGen.CompilerServices;

/// <summary>
/// Masks and forward pass of some rows: through all layers where no row needs another, or else one phase, whose columns may
/// be what is cut.
/// </summary>
internal sealed class ForwardWork<TNetwork>(PassRunner<TNetwork> runner) : ParallelWork
    where TNetwork : class, INetwork<TNetwork>
{
    private ulong _seed;
    private ulong _pass;

    /// <summary>The phase to run; -1 for all.</summary>
    public int Phase { get; set; }

    public void Set(ulong seed, ulong pass)
    {
        _seed = seed;
        _pass = pass;
    }

    public override void Run(int part, int parts)
    {
        if (Phase >= 0 && runner.State.Definition.ForwardPhases[Phase].Kind != PassPhaseKind.Rows)
        {
            TNetwork.Forward(new NetworkPass(runner.Whole, Phase, part, parts));
            return;
        }

        NetworkPass pass = runner.RowPart(part, parts, Phase);
        if (Phase <= 0)
        {
            // The first phase is cut by rows: it draws for those behind.
            MaskDrawing.RunPart(runner.State, runner.Workspace, _seed, _pass, pass.FirstRow, (int)pass.Rows);
        }

        TNetwork.Forward(in pass);
    }
}
