namespace DropoutGen.TestSupport.Oracle;

/// <summary>
/// The declaration of a layer. Bound to a place in a network it becomes a function over whole batches, so that a layer
/// may look across rows (batch statistics) and may contain others (residual blocks).
/// </summary>
public abstract record OracleLayer
{
    /// <summary>Asks the binder for parameters and dropout sites, in layer order, and returns the layer's function.</summary>
    public abstract BoundLayer Bind(OracleBinder binder, int inputs);
}

/// <param name="Outputs">Number of values a row behind the layer.</param>
/// <param name="Forward">Maps a batch to the batch behind the layer and to the way back.</param>
public sealed record BoundLayer(int Outputs, Func<Matrix, OracleRun, LayerPass> Forward);

/// <param name="Output">The batch behind the layer.</param>
/// <param name="Backward">
/// Maps the gradient of the output to that of the input, and adds the gradients of the layer's parameters.
/// </param>
public sealed record LayerPass(Matrix Output, Func<Matrix, OracleGradients, Matrix> Backward)
{
    /// <summary>Runs layers one behind the other.</summary>
    public static LayerPass Chain(IReadOnlyList<BoundLayer> layers, Matrix input, OracleRun run)
    {
        var passes = new List<LayerPass>();
        Matrix current = input;
        foreach (BoundLayer layer in layers)
        {
            LayerPass pass = layer.Forward(current, run);
            passes.Add(run.Noise is null ? pass : run.Noise.Disturb(current, pass));
            current = passes[^1].Output;
        }

        return new LayerPass(current, (gradient, gradients) =>
        {
            for (int i = passes.Count - 1; i >= 0; i--)
            {
                gradient = passes[i].Backward(gradient, gradients);
            }

            return gradient;
        });
    }
}
