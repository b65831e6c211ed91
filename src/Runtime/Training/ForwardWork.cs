namespace DropoutGen.CompilerServices;

/// <summary>Masks and forward pass of some rows: through all layers, since no row needs another.</summary>
internal sealed class ForwardWork<TNetwork>(PassRunner<TNetwork> runner) : ParallelWork
    where TNetwork : class, INetwork<TNetwork>
{
    /// <summary>What the pass's masks are drawn by.</summary>
    public MaskKey Key { get; set; }

    public override void Run(int part, int parts)
    {
        NetworkPass pass = runner.RowPart(part, parts, phase: -1);
        MaskDrawing.RunPart(runner.State, runner.Workspace, Key, pass.FirstRow, (int)pass.Rows);
        TNetwork.Forward(in pass);
    }
}
