using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <content>Steps on one row, where generated code does all of it.</content>
public sealed partial class Trainer<TNetwork, TTarget, TRule>
{
    private readonly SingleRowTraining<TTarget, TRule>? _singleRow;
    private readonly int _targetsPerRow;

    private SingleRowTraining<TTarget, TRule>? TrainSingleRows()
    {
        if (!SingleRowTraining<TTarget, TRule>.Fits(_definition, Options))
        {
            return null;
        }

        SingleRowTraining<TTarget, TRule>? row = TNetwork.TrainSingleRows<TRule>();
        row?.Attach(_state, _workspace, _loss, _optimizerState, _prepared);
        return row;
    }

    // Whatever is wrong with the arguments is left to the ordinary road to say.
    private bool TryStepRow(
        ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets, ReadOnlySpan<float> sampleWeights, out double loss)
    {
        loss = 0;
        if (_singleRow is null
            || inputs.Length != _definition.Inputs
            || targets.Length != _targetsPerRow
            || !sampleWeights.IsEmpty
            || !_singleRow.MayHaveCode)
        {
            return false;
        }

        _loss.Validate(targets, 1, _definition.Outputs);
        EndForward();
        _rates.Set(StepCount);
        PrepareRules();
        if (!_singleRow.TryStep(MaskKey.OfTraining(Options, PassCount), inputs, targets, out loss))
        {
            return false;
        }

        RequireFinite(loss);
        StepCount++;
        PassCount++;
        return true;
    }
}
