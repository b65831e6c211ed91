using System.Runtime.CompilerServices;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// Trains a network: one call of <see cref="Step"/> a batch, or <see cref="Forward"/>, <see cref="Backward"/> and
/// <see cref="Update"/> for a loss and a loop of one's own. Nothing is allocated after the first step.
/// </summary>
/// <remarks>
/// One call at a time: a call during another call throws. While it trains, the network's parameters change. With
/// <see cref="TrainerOptions.Threads"/> above 1 it has threads of its own, which end when it is disposed.
/// </remarks>
/// <typeparam name="TNetwork">The declared class.</typeparam>
/// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
/// <typeparam name="TRule">The optimizer.</typeparam>
public sealed partial class Trainer<TNetwork, TTarget, TRule> : IDisposable
    where TNetwork : class, INetwork<TNetwork, TTarget>
    where TTarget : unmanaged
    where TRule : struct, IUpdateRule<TRule>
{
    private readonly NetworkState _state;
    private readonly NetworkDefinition _definition;
    private readonly Loss<TTarget> _loss;
    private readonly LossWork<TTarget> _lossWork;
    private readonly PassRunner<TNetwork> _runner;
    private readonly AlignedBuffer _optimizerState;
    private readonly TRule[] _prepared;
    private readonly ClippedByValue<TRule>[] _clipped;
    private readonly ParameterGroup[] _groups;
    private readonly ScheduledRates _rates;
    private readonly MaxNormConstraint _maxNorm;
    private readonly Workspace _workspace;
    private readonly bool _hasPenalties;
    private TRule _rule;
    private bool _isPrepared;
    private int _busy;
    private bool _disposed;

    /// <summary>Makes a trainer.</summary>
    /// <param name="network">The network whose parameters it changes.</param>
    /// <param name="rule">The optimizer.</param>
    /// <param name="options">Settings; the defaults if <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public Trainer(TNetwork network, TRule rule, TrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        Options = options ?? new TrainerOptions();
        Options.Validate();
        Network = network;
        _state = network.State;
        _definition = _state.Definition;
        _loss = (Loss<TTarget>)TNetwork.Loss;
        _rule = rule;
        _optimizerState = new AlignedBuffer(checked(rule.StateCount * _definition.StorageLength));
        _prepared = new TRule[_definition.Parameters.Length];
        _clipped = new ClippedByValue<TRule>[Options.ClipValue is null ? 0 : _definition.Parameters.Length];
        _groups = [.. _definition.Parameters.Select(Options.Groups)];
        _rates = new ScheduledRates(_state.Dropouts, Options.RateSchedules);
        _maxNorm = new MaxNormConstraint(_state);
        _workspace = new Workspace(_definition, Options.BatchSize);
        _hasPenalties = _definition.HasPenalties;
        _lossWork = new LossWork<TTarget>(_loss, _state, _workspace);
        _runner = new PassRunner<TNetwork>(_state, _workspace, Options.Parallelism);
        _targetsPerRow = _loss.TargetsPerRow(_definition.Outputs);
        _singleRow = TrainSingleRows();
    }

    /// <summary>The network in training.</summary>
    public TNetwork Network { get; }

    /// <summary>The settings.</summary>
    public TrainerOptions Options { get; }

    /// <summary>Number of updates so far.</summary>
    public long StepCount { get; private set; }

    /// <summary>Number of training forward passes so far: the counter that the next pass's masks are drawn with.</summary>
    public long PassCount { get; private set; }

    /// <summary>The optimizer's learning rate; takes effect at the next update.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float LearningRate
    {
        get => _rule.LearningRate;
        set
        {
            _rule.LearningRate = value;
            _isPrepared = false;
        }
    }

    /// <summary>The network's dropouts; a changed rate takes effect at the next step, unless a schedule sets it.</summary>
    public DropoutCollection Dropouts => _state.Dropouts;

    /// <summary>Trains on one batch. It ends an open <see cref="Forward"/> and drops gradients not yet used by <see cref="Update"/>.</summary>
    /// <param name="inputs">Rows x inputs values; 1 to <see cref="TrainerOptions.BatchSize"/> rows.</param>
    /// <param name="targets">One class index a row, or rows x outputs values: see the network's loss.</param>
    /// <param name="sampleWeights">A factor for each row's loss; empty for 1. They are not normalised.</param>
    /// <returns>The mean loss over the given rows, before the update; with what <c>ConcreteDropout</c> and marginalised dropout add to it.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a target is out of range; nothing is changed.</exception>
    /// <exception cref="NonFiniteLossException">The loss is not finite; the parameters are not changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// Another thread is using the trainer, or a rate schedule gives no rate of 0 or above and below 1.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The trainer is disposed.</exception>
    public float Step(
        ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets, ReadOnlySpan<float> sampleWeights = default)
    {
        Enter();
        try
        {
            return TryStepRow(inputs, targets, sampleWeights, out double loss)
                ? (float)loss
                : StepRows(inputs, targets, sampleWeights);
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>Ends the trainer's use and its threads. The network stays as it is.</summary>
    public void Dispose()
    {
        _disposed = true;
        _runner.Dispose();
    }

    private unsafe float StepRows(
        ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets, ReadOnlySpan<float> sampleWeights)
    {
        int rows = CheckRows(inputs);
        CheckTargets(rows, targets, sampleWeights);
        EndForward();

        // Other threads may read the batch: they do so through pointers.
        fixed (float* pinnedInputs = inputs, pinnedWeights = sampleWeights)
        fixed (TTarget* pinnedTargets = targets)
        {
            _runner.Begin(pinnedInputs, rows);
            _rates.Set(StepCount);
            _runner.Forward(MaskKey.OfTraining(Options, PassCount));
            double loss = _lossWork.Evaluate(_runner, pinnedTargets, pinnedWeights);
            if (_hasPenalties)
            {
                loss += Penalties.Prepare(_state, _workspace, rows, sampleWeights);
            }

            RequireFinite(loss);
            _state.BatchNorms.Add(_workspace, rows);
            RunUpdate();
            PassCount++;
            return (float)loss;
        }
    }

    // The workspace is about to hold a step's activations: an open Forward or Backward ends.
    private void EndForward()
    {
        _forwardRows = 0;
        _hasGradients = false;
    }

    private void RequireFinite(double loss)
    {
        if (!double.IsFinite(loss))
        {
            throw new NonFiniteLossException(loss, StepCount + 1, LearningRate);
        }
    }

    private int CheckRows(ReadOnlySpan<float> inputs)
    {
        int rows = RowArgument.Rows(_definition, inputs);
        if (rows == 1 && !_definition.BatchNorms.IsEmpty)
        {
            BatchNormDefinition first = _definition.BatchNorms[0];
            throw new ArgumentException(
                $"The batch has 1 row; {first.Name} needs at least 2 in training, since {first.Units} values of one row have no variance over rows.",
                nameof(inputs));
        }

        return rows <= Options.BatchSize
            ? rows
            : throw new ArgumentException(
                $"{rows} rows are more than the trainer's BatchSize of {Options.BatchSize}.", nameof(inputs));
    }

    private void CheckTargets(int rows, ReadOnlySpan<TTarget> targets, ReadOnlySpan<float> sampleWeights)
    {
        RowArgument.RequireLength(targets.Length, rows, _loss.TargetsPerRow(_definition.Outputs), nameof(targets));
        _loss.Validate(targets, rows, _definition.Outputs);
        if (sampleWeights.IsEmpty)
        {
            return;
        }

        RowArgument.RequireLength(sampleWeights.Length, rows, 1, nameof(sampleWeights));
        for (int row = 0; row < rows; row++)
        {
            if (!(float.IsFinite(sampleWeights[row]) && sampleWeights[row] >= 0f))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(sampleWeights), sampleWeights[row], $"The weight of row {row} must be finite and 0 or above.");
            }
        }
    }

    private void RunUpdate()
    {
        if (Options.ClipNorm is not null)
        {
            RunBackward(new StoreGradient(), inputGradient: false);
            ApplyGradients();
            return;
        }

        PrepareRules();
        _workspace.AllocateForUpdate();
        if (_clipped.Length > 0)
        {
            _runner.Backward(_state.Storage, _optimizerState, _clipped, inputGradient: false);
        }
        else
        {
            _runner.Backward(_state.Storage, _optimizerState, _prepared, inputGradient: false);
        }

        EndUpdate();
    }

    private void EndUpdate()
    {
        _maxNorm.Apply(_runner);
        StepCount++;
    }

    private void PrepareRules()
    {
        if (!_isPrepared || TRule.DependsOnStep(in _rule))
        {
            PrepareRulesOfStep();
        }
    }

    private void PrepareRulesOfStep()
    {
        _isPrepared = true;
        for (int i = 0; i < _prepared.Length; i++)
        {
            // Weights, and biases, mostly form one group each.
            _prepared[i] = i > 1 && _groups[i] == _groups[i - 2] ? _prepared[i - 2] : _rule.Prepare(StepCount + 1, _groups[i]);
        }

        for (int i = 0; i < _clipped.Length; i++)
        {
            _clipped[i] = new ClippedByValue<TRule>(_prepared[i], Options.ClipValue.GetValueOrDefault());
        }
    }

    private void Enter()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            throw new InvalidOperationException(
                $"The trainer of {_definition.Name} is in use by another thread; a trainer takes one call at a time.");
        }
    }

    private void Exit()
    {
        _runner.End();
        Volatile.Write(ref _busy, 0);
    }
}
