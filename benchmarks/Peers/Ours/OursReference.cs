namespace DropoutGen.Benchmarks.Peers.Ours;

/// <summary>What ours computes on a batch, for others to be held against.</summary>
internal abstract class OursReference
{
    /// <summary>Predictions, rows x outputs.</summary>
    public abstract float[] Predict(Batch batch);

    /// <summary>Loss and gradients of a training step.</summary>
    public abstract (float Loss, float[][] Gradients) Gradients(Batch batch);

    /// <summary>Losses and last parameters of some training steps; every parameter decays alike.</summary>
    public abstract (float[] Losses, float[][] Parameters) Train<TRule>(TRule rule, Batch batch, int steps)
        where TRule : struct, IUpdateRule<TRule>;
}

/// <inheritdoc/>
internal sealed class OursReference<TNetwork, TTarget>(Func<TNetwork> create) : OursReference
    where TNetwork : class, INetwork<TNetwork, TTarget>
    where TTarget : unmanaged
{
    public override float[] Predict(Batch batch)
    {
        var outputs = new float[batch.Rows * TNetwork.Definition.Outputs];
        create().Predict(batch.Inputs, outputs);
        return outputs;
    }

    public override (float Loss, float[][] Gradients) Gradients(Batch batch)
    {
        (float[] losses, float[][] gradients) = Train(new GradientProbe(), batch, 1);
        return (losses[0], gradients);
    }

    public override (float[] Losses, float[][] Parameters) Train<TRule>(TRule rule, Batch batch, int steps)
    {
        TNetwork network = create();

        // PyTorch decays biases too unless told otherwise.
        var options = new TrainerOptions { BatchSize = batch.Rows, Groups = static _ => new ParameterGroup(1f, 1f) };
        using var trainer = new Trainer<TNetwork, TTarget, TRule>(network, rule, options);
        TTarget[] targets = batch.Targets<TTarget>();
        float[] losses = [.. Enumerable.Range(0, steps).Select(_ => trainer.Step(batch.Inputs, targets))];
        return (losses, [.. network.Parameters.Select(static view => view.ToArray())]);
    }
}
