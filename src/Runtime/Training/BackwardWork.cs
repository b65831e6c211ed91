namespace DropoutGen.CompilerServices;

/// <summary>One phase of a backward pass: some of its rows, or some of the parameters that it updates.</summary>
internal sealed class BackwardWork<TNetwork, TRule>(PassRunner<TNetwork> runner) : ParallelWork
    where TNetwork : class, INetwork<TNetwork>
    where TRule : struct, IUpdateRule<TRule>
{
    private AlignedBuffer? _target;
    private AlignedBuffer? _optimizerState;
    private TRule[] _rules = [];
    private bool _inputGradient;

    /// <summary>The phase to run.</summary>
    public int Phase { get; set; }

    public void Set(AlignedBuffer target, AlignedBuffer optimizerState, TRule[] rules, bool inputGradient)
    {
        _target = target;
        _optimizerState = optimizerState;
        _rules = rules;
        _inputGradient = inputGradient;
    }

    public override void Run(int part, int parts)
    {
        NetworkDefinition definition = runner.State.Definition;
        NetworkPass pass = runner.Workspace.BackwardPhases[Phase].Kind == PassPhaseKind.Rows
            ? runner.RowPart(part, parts, Phase)
            : new NetworkPass(runner.Whole, Phase, part, parts);
        TNetwork.Backward(
            in pass, new ParameterUpdate<TRule>(definition, _target!, _optimizerState!, _rules), _inputGradient);
    }
}
