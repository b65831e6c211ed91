using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Runs a trainer's passes: whole on the calling thread, or phase by phase in parts that a team's threads take. Both give
/// the same bits.
/// </summary>
/// <typeparam name="TNetwork">The declared class.</typeparam>
internal sealed unsafe class PassRunner<TNetwork> : IDisposable
    where TNetwork : class, INetwork<TNetwork>
{
    // Rows that are a few tiles of any height.
    private const int FullTiles = 64;

    private readonly WorkerTeam? _team;
    private readonly int _threads;
    private readonly ForwardWork<TNetwork> _forward;
    private readonly int _rowStep;
    private readonly long _largestPhase;

    // One for each kind of update rule that gradients have gone to.
    private ParallelWork[] _backward = [];
    private float* _inputs;

    public PassRunner(NetworkState state, Workspace workspace, Parallelism parallelism)
    {
        State = state;
        _threads = parallelism.Threads;
        Workspace = workspace;
        _team = parallelism.Threads > 1 ? new WorkerTeam(parallelism) : null;
        _forward = new ForwardWork<TNetwork>(this);
        _rowStep = MaskDrawing.RowStep(state);
        _largestPhase = state.Definition.BackwardPhases
            .Select(static phase => phase.OperationsPerRow)
            .Concat(state.Definition.ForwardPhases.Select(static phase => phase.OperationsPerRow))
            .Append(state.Definition.ForwardPhases.IsEmpty ? state.Definition.ForwardOperations : 0)
            .Max();
    }

    public NetworkState State { get; }

    public Workspace Workspace { get; }

    /// <summary>Rows of the batch.</summary>
    public int Rows { get; private set; }

    /// <summary>The whole pass.</summary>
    public NetworkPass Whole => new(State, Workspace, Inputs(0, Rows), Rows);

    /// <summary>Begins work on a batch; asks for helpers if any of it is worth them.</summary>
    /// <param name="inputs">The batch, pinned until <see cref="End"/>.</param>
    /// <param name="rows">Number of rows.</param>
    public void Begin(float* inputs, int rows)
    {
        _inputs = inputs;
        Rows = rows;

        // A single row's kernels leave out zeros, in one sweep over each weight matrix: there is little to share.
        BeginWork(rows == 1 ? 0 : _largestPhase * rows);
    }

    /// <summary>Begins work without a batch.</summary>
    /// <param name="operations">Floating-point operations of the largest piece.</param>
    public void BeginWork(long operations) => _team?.Begin(operations);

    /// <summary>Gives helpers back. It may be called without a beginning.</summary>
    public void End() => _team?.End();

    /// <summary>Draws the masks of a pass and runs it forward.</summary>
    public void Forward(ulong seed, ulong pass)
    {
        int parts = RowParts(State.Definition.ForwardOperations * Rows);
        if (parts == 1)
        {
            MaskDrawing.Run(State, Workspace, seed, pass, firstRow: 0, Rows);
            TNetwork.Forward(Whole);
            return;
        }

        MaskDrawing.Prepare(State, Workspace, seed, pass, Rows);
        _forward.Set(seed, pass);
        if (State.Definition.ForwardPhases.IsEmpty)
        {
            _forward.Phase = -1;
            _team!.Run(_forward, parts);
            return;
        }

        for (int i = 0; i < State.Definition.ForwardPhases.Length; i++)
        {
            PassPhase phase = State.Definition.ForwardPhases[i];
            long operations = phase.OperationsPerRow * Rows;
            _forward.Phase = i;
            _team!.Run(_forward, phase.Kind == PassPhaseKind.Rows ? RowParts(operations) : _team.Parts(operations, OpenParts.Maximum));
        }
    }

    /// <summary>Runs backward and sends the gradients to the rules.</summary>
    public void Backward<TRule>(AlignedBuffer target, AlignedBuffer optimizerState, TRule[] rules, bool inputGradient)
        where TRule : struct, IUpdateRule<TRule>
    {
        if (_team is not { HasHelpers: true } team)
        {
            TNetwork.Backward(
                Whole, new ParameterUpdate<TRule>(State.Definition, target, optimizerState, rules), inputGradient);
            return;
        }

        BackwardWork<TNetwork, TRule> work = Work<TRule>();
        work.Set(target, optimizerState, rules, inputGradient);
        for (int i = 0; i < State.Definition.BackwardPhases.Length; i++)
        {
            PassPhase phase = State.Definition.BackwardPhases[i];
            if (phase.OnRequest && !inputGradient)
            {
                continue;
            }

            long operations = phase.OperationsPerRow * Rows;
            work.Phase = i;
            team.Run(work, phase.Kind switch
            {
                PassPhaseKind.Rows => RowParts(operations),
                PassPhaseKind.Parameters => team.Parts(operations, OpenParts.Maximum),
                _ => 1,
            });
        }
    }

    /// <summary>Runs other work, in parts if it is worth that; returns <see langword="false"/> if it is not.</summary>
    /// <param name="work">The work.</param>
    /// <param name="operations">Floating-point operations.</param>
    /// <param name="most">The most parts.</param>
    public bool TryRun(ParallelWork work, long operations, int most)
    {
        int parts = _team is null ? 1 : _team.Parts(operations, most);
        if (parts == 1)
        {
            return false;
        }

        _team!.Run(work, parts);
        return true;
    }

    /// <summary>Some of the rows, for all phases or one.</summary>
    /// <param name="part">Number of the part.</param>
    /// <param name="parts">Number of parts.</param>
    /// <param name="phase">The phase; -1 for all.</param>
    public NetworkPass RowPart(int part, int parts, int phase)
    {
        int first = WorkSplit.Start(Rows, _rowStep, part, parts);
        int count = WorkSplit.Start(Rows, _rowStep, part + 1, parts) - first;
        return new NetworkPass(State, Workspace, Inputs(first, count), first, count, phase);
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose() => _team?.Dispose();

    // More parts than threads only where each keeps the register tiles full.
    private int RowParts(long operations) => _team is null
        ? 1
        : _team.Parts(operations, Math.Max(Math.Min(_threads, (Rows + _rowStep - 1) / _rowStep), Rows / FullTiles));

    private ReadOnlySpan<float> Inputs(int firstRow, int rows) =>
        new(_inputs + ((long)firstRow * State.Definition.Inputs), rows * State.Definition.Inputs);

    private BackwardWork<TNetwork, TRule> Work<TRule>()
        where TRule : struct, IUpdateRule<TRule>
    {
        foreach (ParallelWork work in _backward)
        {
            if (work is BackwardWork<TNetwork, TRule> found)
            {
                return found;
            }
        }

        return NewWork<TRule>();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private BackwardWork<TNetwork, TRule> NewWork<TRule>()
        where TRule : struct, IUpdateRule<TRule>
    {
        var work = new BackwardWork<TNetwork, TRule>(this);
        _backward = [.. _backward, work];
        return work;
    }
}
