namespace DropoutGen.CompilerServices;

/// <summary>
/// Inference by moment matching: behind masked weights a unit is taken as normal, with its exact mean and variance over the masks,
/// and the mean of what its activations make of it goes on to the next product.
/// </summary>
internal sealed class GaussianInference
{
    private readonly MomentStep?[] _steps;
    private readonly UnitMoments _moments;
    private readonly UnitMoments _scratch;

    public GaussianInference(NetworkState state)
    {
        NetworkDefinition definition = state.Definition;
        _steps = MomentPlan.Steps(state);
        int width = definition.Layers.Max(static layer => Math.Max(layer.Inputs, layer.Units));
        _moments = new UnitMoments(width);
        _scratch = new UnitMoments(width);
        for (int i = 0; i < _steps.Length; i++)
        {
            // Other dropout is as at inference.
            if (_steps[i] is DropoutMoments && definition.Dropouts[definition.Layers[i].Dropout].Scaling != DropoutScaling.Classic)
            {
                _steps[i] = null;
            }
        }
    }

    /// <summary>The logits of a row.</summary>
    public void Run(ReadOnlySpan<float> inputs, Span<float> logits)
    {
        _moments.Count = inputs.Length;
        _moments.Dependence = Dependence.Fixed;
        _moments.Skips.Clear();
        for (int i = 0; i < inputs.Length; i++)
        {
            _moments.Mean[i] = inputs[i];
        }

        foreach (MomentStep? step in _steps)
        {
            if (step is DenseMoments)
            {
                _moments.Fix();
            }

            step?.Run(_moments, _scratch);
            if (step is DropoutMoments)
            {
                _moments.Fix();
            }
        }

        for (int i = 0; i < logits.Length; i++)
        {
            logits[i] = (float)_moments.Mean[i];
        }
    }
}
