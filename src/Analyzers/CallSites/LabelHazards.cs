using DropoutGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.CallSites;

/// <summary>Monte-Carlo passes of which labels are counted or averaged (DG2006).</summary>
internal sealed class LabelHazards
{
    private readonly IOperation _loop;
    private readonly HashSet<ISymbol> _scores = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _labels = new(SymbolEqualityComparer.Default);
    private readonly IInvocationOperation _call;
    private readonly bool _givesLabel;

    private LabelHazards(IInvocationOperation call, IOperation loop, bool givesLabel)
    {
        _call = call;
        _loop = loop;
        _givesLabel = givesLabel;
    }

    /// <summary>A call in a loop over passes: the same inputs in each round.</summary>
    public static Diagnostic? Find(IInvocationOperation call, ISymbol owner, CancellationToken cancellation)
    {
        IOperation? inputs = Networks.Argument(call, "inputs");
        IOperation? loop = Loops.Around(call).LastOrDefault(around => Loops.IsInvariant(inputs, around) && Loops.KeepsContents(Storage.Of(inputs), around, call));
        if (loop is not null)
        {
            return new LabelHazards(call, loop, givesLabel: false).Judge();
        }

        // A method that returns a label of one pass, called in a loop.
        if (Bodies.Method(call, owner) is not { ReturnType.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } method)
        {
            return null;
        }

        var one = new LabelHazards(call, Bodies.Around(call), givesLabel: false);
        one.Follow();
        if (!one._loop.Descendants().OfType<IReturnOperation>().Any(returned => one.IsLabel(returned.ReturnedValue)))
        {
            return null;
        }

        foreach (IInvocationOperation caller in Bodies.Calls(method, call, cancellation))
        {
            IOperation? around = Loops.Around(caller).LastOrDefault(candidate => caller.Arguments.All(argument => Loops.IsInvariant(argument.Value, candidate)));
            if (around is not null && new LabelHazards(caller, around, givesLabel: true).Judge() is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private Diagnostic? Judge()
    {
        Follow();

        // Where scores are added up too the labels serve another measure, for example the variation ratio.
        bool isAveraged = _loop.Descendants().OfType<ICompoundAssignmentOperation>().Any(sum => IsScore(sum.Value) && !IsLabel(sum.Value));
        IOperation? sink = isAveraged ? null : _loop.DescendantsAndSelf().FirstOrDefault(IsCount) ?? Chain();
        return sink is null ? null : Diagnostic.Create(
            CallSiteDescriptors.AveragedLabels,
            sink.Syntax.GetLocation(),
            "Labels of Monte-Carlo passes are counted or averaged: how sure each pass was is lost, and with it the predictive entropy; average the probabilities and take the label of their mean");
    }

    // Scores lead to scores, and to labels, until nothing is new.
    private void Follow()
    {
        if (Networks.Argument(_call, "logits") is { } logits && Storage.Of(logits) is { } written)
        {
            _scores.Add(written);
        }

        int before;
        do
        {
            before = _scores.Count + _labels.Count;
            foreach (IOperation operation in _loop.Descendants())
            {
                switch (operation)
                {
                    case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { Value: var value }:
                        Note(declarator.Symbol, value);
                        break;
                    case ISimpleAssignmentOperation assignment when Storage.IsReference(assignment.Target) && Storage.Of(assignment.Target) is { } target:
                        Note(target, assignment.Value);
                        NoteLargest(target, assignment);
                        break;
                    case IInvocationOperation call when call.Arguments.Any(argument => IsScore(argument.Value)):
                        foreach (IArgumentOperation argument in call.Arguments.Where(static argument => argument.Parameter?.Type is IArrayTypeSymbol or INamedTypeSymbol { Name: "Span" }))
                        {
                            if (Storage.Of(argument.Value) is { } result)
                            {
                                _scores.Add(result);
                            }
                        }

                        break;
                }
            }
        }
        while (_scores.Count + _labels.Count > before);
    }

    private void Note(ISymbol target, IOperation value)
    {
        if (IsLabel(value))
        {
            _labels.Add(target);
        }
        else if (IsScore(value))
        {
            _scores.Add(target);
        }
    }

    // if (scores[c] > scores[best]) best = c;
    private void NoteLargest(ISymbol target, ISimpleAssignmentOperation assignment)
    {
        if (IsInteger(assignment.Target.Type) && Enclosing(assignment) is { Condition: IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan or BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThanOrEqual } condition }
            && IsScore(condition) && Storage.Of(assignment.Value) is { } index && Storage.Reads(condition, index))
        {
            _labels.Add(target);
        }
    }

    private static IConditionalOperation? Enclosing(IOperation operation)
    {
        for (IOperation? at = operation.Parent; at is not null and not ILoopOperation; at = at.Parent)
        {
            if (at is IConditionalOperation conditional)
            {
                return conditional;
            }
        }

        return null;
    }

    private bool IsScore(IOperation? value) => value is not null && value.DescendantsAndSelf().Any(part =>
        (part.Syntax == _call.Syntax && part.Kind == _call.Kind && !_givesLabel && Networks.IsMonteCarlo(_call))
        || (Storage.IsReference(part) && Storage.Of(part) is { } symbol && _scores.Contains(symbol)));

    // A whole number computed from scores by a call is the label: ArgMax, IndexOfMax, a method of the user's own.
    private bool IsLabel(IOperation? value) => value is not null && Storage.Bare(value) switch
    {
        IInvocationOperation call when _givesLabel => call.Syntax == _call.Syntax,
        IInvocationOperation call => IsInteger(call.TargetMethod.ReturnType) && IsScore(call) && call.TargetMethod.Name is not ("Count" or "CompareTo" or "GetHashCode" or "Sign")
            && call.TargetMethod.Name.IndexOf("Correct", StringComparison.OrdinalIgnoreCase) < 0 && !Networks.IsTrainingForward(call),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => IsLabel(sum.LeftOperand) || IsLabel(sum.RightOperand),
        { } reference => Storage.IsReference(reference) && Storage.Of(reference) is { } symbol && _labels.Contains(symbol),
    };

    private static bool IsInteger(ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    private bool IsCount(IOperation operation) => operation switch
    {
        IIncrementOrDecrementOperation increment => IsIndexedByLabel(increment.Target),
        ICompoundAssignmentOperation sum => IsIndexedByLabel(sum.Target) || (sum.OperatorKind == BinaryOperatorKind.Add && IsLabel(sum.Value)),
        ISimpleAssignmentOperation assignment => IsIndexedByLabel(assignment.Target) && Storage.Of(assignment.Target) is { } counts && Storage.Reads(assignment.Value, counts)
            || (!IsInsideOnly(assignment.Target) && IsLabel(assignment.Value) && Averages(Storage.Of(assignment.Target))),
        IInvocationOperation { TargetMethod.Name: "Add" or "Append" or "Enqueue" } add => add.Arguments.Any(argument => IsLabel(argument.Value)) && Averages(Storage.Of(add.Instance)),
        _ => false,
    };

    private bool IsIndexedByLabel(IOperation target) => Storage.Bare(target) switch
    {
        IArrayElementReferenceOperation element => element.Indices.Any(IsLabel),
        IPropertyReferenceOperation { Property.IsIndexer: true } element => element.Arguments.Any(argument => IsLabel(argument.Value)),
        _ => false,
    };

    private bool IsInsideOnly(IOperation target) => Storage.Of(target) is not { } symbol || Storage.Initializer(symbol, _loop) is not null || Storage.IsReference(target);

    // Labels kept in a collection that is averaged, added up or counted.
    private bool Averages(ISymbol? collection) => collection is not null && Bodies.Around(_loop).Descendants().OfType<IInvocationOperation>().Any(call =>
        IsSummary(call) && Storage.Reads(call.Instance ?? call.Arguments.FirstOrDefault()?.Value, collection));

    private static bool IsSummary(IInvocationOperation call) =>
        call.TargetMethod.Name is "Average" or "Sum" or "GroupBy" or "CountBy" or "ToLookup" or "Aggregate" or "AggregateBy" or "MajorityVote" or "Mode" or "Median" or "Mean";

    // Enumerable.Range(0, passes).Select(pass => label).Average()
    private IOperation? Chain()
    {
        if (_loop is not IAnonymousFunctionOperation function || Loops.Invocation(function) is not { } select
            || !function.Body.Descendants().OfType<IReturnOperation>().Any(returned => IsLabel(returned.ReturnedValue)))
        {
            return null;
        }

        if (IsSummary(select))
        {
            return select;
        }

        for (IOperation? at = select.Parent; at is IArgumentOperation or IConversionOperation or IInvocationOperation or IVariableInitializerOperation or IVariableDeclaratorOperation; at = at.Parent)
        {
            if (at is IInvocationOperation outer && IsSummary(outer))
            {
                return outer;
            }

            if (at is IVariableDeclaratorOperation declarator && Averages(declarator.Symbol))
            {
                return declarator;
            }
        }

        return null;
    }
}
