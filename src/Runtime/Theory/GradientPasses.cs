using DropoutGen.CompilerServices;

namespace DropoutGen.Theory;

/// <summary>Loss and gradient of one batch through the masks of any pass, as often as wanted; it updates nothing.</summary>
internal sealed unsafe class GradientPasses<TNetwork, TTarget> : IDisposable
    where TNetwork : class, INetwork<TNetwork, TTarget>
    where TTarget : unmanaged
{
    private static readonly AlignedBuffer s_noState = new(0);

    private readonly PassRunner<TNetwork> _runner;
    private readonly LossWork<TTarget> _loss;
    private readonly AlignedBuffer _storage;
    private readonly float[] _inputs;
    private readonly TTarget[] _targets;
    private readonly int _rows;

    /// <param name="network">The network; a training pass may change statistics that it keeps, so better a copy.</param>
    /// <param name="inputs">Rows x inputs values.</param>
    /// <param name="targets">Targets of the rows.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a target is out of range.</exception>
    public GradientPasses(TNetwork network, ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets)
    {
        NetworkState state = network.State;
        var loss = (Loss<TTarget>)TNetwork.Loss;
        _rows = TheoryArgument.RequireBatch(state.Definition, loss, inputs, targets);
        _inputs = inputs.ToArray();
        _targets = targets.ToArray();
        _storage = new AlignedBuffer(state.Definition.StorageLength);
        Gradients = new ParameterCollection(state.Definition, _storage);
        var workspace = new Workspace(state.Definition, _rows);
        _runner = new PassRunner<TNetwork>(state, workspace, new Parallelism(1, ProcessorBudget.Shared));
        _loss = new LossWork<TTarget>(loss, state, workspace);
    }

    /// <summary>What <see cref="Backward"/> left.</summary>
    public ParameterCollection Gradients { get; }

    /// <summary>The loss through the masks of a pass.</summary>
    public double Forward(ulong seed, long pass)
    {
        fixed (float* inputs = _inputs)
        fixed (TTarget* targets = _targets)
        {
            return Forward(inputs, targets, seed, pass);
        }
    }

    /// <summary>The loss through the masks of a pass, and its gradient.</summary>
    /// <param name="seed">Key of the masks.</param>
    /// <param name="pass">Number of the pass.</param>
    /// <param name="accumulate">Whether to add to the gradient that stands there.</param>
    public double Backward(ulong seed, long pass, bool accumulate = false)
    {
        fixed (float* inputs = _inputs)
        fixed (TTarget* targets = _targets)
        {
            double loss = Forward(inputs, targets, seed, pass);
            if (accumulate)
            {
                Backward(new AccumulateGradient());
            }
            else
            {
                Backward(new StoreGradient());
            }

            return loss;
        }
    }

    public void Dispose() => _runner.Dispose();

    private double Forward(float* inputs, TTarget* targets, ulong seed, long pass)
    {
        _runner.Begin(inputs, _rows);
        _runner.Forward(new MaskKey(seed, (ulong)pass));
        return _loss.Evaluate(_runner, targets, null);
    }

    private void Backward<TRule>(TRule rule)
        where TRule : struct, IUpdateRule<TRule> =>
        _runner.Backward(
            _storage, s_noState, GradientRules<TRule>.For(Gradients.Count, rule), inputGradient: false);
}
