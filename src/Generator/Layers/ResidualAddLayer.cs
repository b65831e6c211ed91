namespace DropoutGen.Generator.Layers;

/// <summary>
/// Where a residual branch ends: what went round it is added. Backward the gradient takes both roads. It is never declared:
/// <see cref="ResidualLayer"/> is written out with it.
/// </summary>
internal sealed record ResidualAddLayer(string Block) : Layer
{
    public override string Title => $"add of Residual<{Block}>";

    public override string KernelTitle => "add";

    public override bool KeepsZero => true;
}
