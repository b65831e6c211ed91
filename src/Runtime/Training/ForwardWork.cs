namespace DropoutGen.CompilerServices;

/// <summary>Masks and forward pass of some rows: through all layers, since no row needs another.</summary>
internal sealed class ForwardWork<TNetwork>(PassRunner<TNetwork> runner) : ParallelWork
    where TNetwork : class, INetwork<TNetwork>
{
    private ulong _seed;
    private ulong _pass;

    public void Set(ulong seed, ulong pass)
    {
        _seed = seed;
        _pass = pass;
    }

    public override void Run(int part, int parts)
    {
        NetworkPass pass = runner.RowPart(part, parts, phase: -1);
        MaskDrawing.RunPart(runner.State, runner.Workspace, _seed, _pass, pass.FirstRow, (int)pass.Rows);
        TNetwork.Forward(in pass);
    }
}
