using System.Diagnostics;

namespace DropoutGen.CompilerServices;

/// <summary>The steps that take mean and covariance through a network, with its parameters and rates of the moment.</summary>
internal sealed class MomentPlan
{
    private readonly MomentStep[] _steps;

    public MomentPlan(NetworkState state, int maximumMasks)
    {
        Definition = state.Definition;
        _steps = Steps(state);
        Width = Definition.Layers.Max(static layer => Math.Max(layer.Inputs, layer.Units));
        bool needed = false;
        foreach (MomentStep step in _steps.Reverse())
        {
            step.NeedsCovariance = needed;
            needed = step.ReadsCovariance;
        }

        FirstNoise = Array.FindIndex(_steps, static step => step is DropoutMoments { Draws: true } or DenseMoments { Draws: true });

        // With nothing but linear layers behind the noise mean and variance are exact already.
        if (FirstNoise >= 0 && _steps[FirstNoise] is DropoutMoments && Array.FindIndex(_steps, FirstNoise, static step => step.IsNonlinear) >= 0)
        {
            Masks = MaskTable.Create(state.Dropouts[Definition.Layers[FirstNoise].Dropout], maximumMasks);
        }
    }

    public NetworkDefinition Definition { get; }

    /// <summary>Values of the widest layer.</summary>
    public int Width { get; }

    /// <summary>Index of the first layer that draws; -1 if there is none.</summary>
    public int FirstNoise { get; }

    /// <summary>Masks of the first dropout that are gone through one by one; <see langword="null"/> for none.</summary>
    public MaskTable? Masks { get; }

    /// <summary>The step behind the first dropout, if it is a product.</summary>
    public DenseMoments? ProductBehind => FirstNoise + 1 < _steps.Length ? _steps[FirstNoise + 1] as DenseMoments : null;

    /// <summary>Multiply-adds for each row, roughly.</summary>
    public long OperationsPerRow =>
        (Definition.ForwardOperations / 2 * (Masks?.Count ?? 0))
        + Definition.Layers.Where(static layer => !layer.Parameters.IsEmpty).Sum(static layer => (long)layer.Units * layer.Units * layer.Inputs / 2);

    /// <summary>Takes moments through some of the layers.</summary>
    public void Run(UnitMoments moments, UnitMoments scratch, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            _steps[i].Run(moments, scratch);
        }
    }

    /// <summary>Takes moments through the layers from one on.</summary>
    public void Run(UnitMoments moments, UnitMoments scratch, int first) => Run(moments, scratch, first, _steps.Length);

    /// <summary>What each layer of a network does to moments.</summary>
    public static MomentStep[] Steps(NetworkState state)
    {
        ReadOnlySpan<LayerDefinition> layers = state.Definition.Layers.AsSpan();
        var steps = new MomentStep[layers.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = Step(state, layers[i], i > 0 && layers[i - 1].Kind == "DropConnect" ? state.Dropouts[layers[i - 1].Dropout] : null);
        }

        return steps;
    }

    private static MomentStep Step(NetworkState state, LayerDefinition layer, DropoutState? weightMask)
    {
        if (layer.Kind == "Dense")
        {
            return new DenseMoments(
                state.Parameters[layer.Parameters[0]],
                layer.Parameters.Length > 1 ? state.Parameters[layer.Parameters[1]] : null,
                weightMask);
        }

        if (layer.Kind == "DropConnect")
        {
            return new NoMoments();
        }

        if (layer.Dropout >= 0)
        {
            return new DropoutMoments(state.Dropouts[layer.Dropout]);
        }

        switch (layer.Kind)
        {
            case "ResidualStart":
                return new BranchStartMoments();
            case "ResidualAdd":
                return new BranchSumMoments();
            case "LayerNorm":
                return new LayerNormMoments(state, layer);
        }

        if (state.Definition.BatchNorms.FirstOrDefault(normalization => normalization.Name == layer.Name) is { } found)
        {
            return new AffineMoments(state, found);
        }

        return ActivationFunctions.Find(layer) is { } activation
            ? new ActivationMoments(activation)
            : throw new UnreachableException($"{layer.Name}, a {layer.Kind}, has no moments.");
    }
}
