namespace DropoutGen.TestSupport.Oracle;

/// <summary>The layers of a block, several times one behind the other.</summary>
public sealed record OracleRepeat(int Count, params OracleLayer[] Layers) : OracleLayer
{
    public override BoundLayer Bind(OracleBinder binder, int inputs)
    {
        string name = binder.NextName("repeat");
        var bound = new List<BoundLayer>();
        for (int i = 0; i < Count; i++)
        {
            bound.AddRange(binder.BindBlock($"{name}.{i}", Layers, bound.Count == 0 ? inputs : bound[^1].Outputs));
        }

        return new BoundLayer(bound[^1].Outputs, (input, run) => LayerPass.Chain(bound, input, run));
    }
}

/// <summary>y = x + F(x), F being the layers of a block, several times one behind the other.</summary>
public sealed record OracleResidual(int Count, params OracleLayer[] Layers) : OracleLayer
{
    /// <summary>What drops branches; null where they are never dropped.</summary>
    public OracleDropPath? DropPath { get; init; }

    public override BoundLayer Bind(OracleBinder binder, int inputs)
    {
        string name = binder.NextName("residual");
        BoundLayer[] branches =
        [
            .. Enumerable.Range(0, Count).Select(i =>
            {
                IReadOnlyList<BoundLayer> branch = binder.BindBlock(
                    $"{name}.{i}", DropPath is null ? Layers : [.. Layers, DropPath.Of(i, Count)], inputs);
                return new BoundLayer(inputs, (input, run) => Add(input, LayerPass.Chain(branch, input, run)));
            }),
        ];
        return new BoundLayer(inputs, (input, run) => LayerPass.Chain(branches, input, run));
    }

    private static LayerPass Add(Matrix input, LayerPass branch) => new(
        SumWithSigns(input, branch.Output), (gradient, gradients) => Sum(gradient, branch.Backward(gradient, gradients)));

    // Where both have one sign, or one is nothing, the sum keeps it while they do.
    private static Matrix SumWithSigns(Matrix left, Matrix right) => Sum(left, right).WithSignDistances((value, i) =>
        left.Values[i] < 0 == right.Values[i] < 0 || left.Values[i] == 0 || right.Values[i] == 0
            ? Math.Max(Math.Abs(value), Math.Min(SignDistance(left, i), SignDistance(right, i)))
            : Math.Abs(value));

    private static double SignDistance(Matrix matrix, int i) =>
        matrix.Values[i] == 0 ? double.PositiveInfinity : Math.Abs(matrix.SignDistances[i]);

    private static Matrix Sum(Matrix left, Matrix right) => left.Map((row, column) => left[row, column] + right[row, column]);
}
