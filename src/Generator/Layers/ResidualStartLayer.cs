namespace DropoutGen.Generator.Layers;

/// <summary>
/// Where a residual branch starts: the value goes on, and round the branch. Backward the gradients of both roads are added. It
/// is never declared: <see cref="ResidualLayer"/> is written out with it.
/// </summary>
internal sealed record ResidualStartLayer(string Block) : Layer
{
    public override string Title => $"start of Residual<{Block}>";

    public override string KernelTitle => "start of a residual branch";

    public override bool KeepsZero => true;
}
