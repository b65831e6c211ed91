using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.HandWritten;

/// <summary>Loops. Their body is followed once.</summary>
internal sealed partial class Interpreter
{
    private Value EvaluateFor(IForLoopOperation loop)
    {
        loop.Before.ToList().ForEach(before => Evaluate(before));
        loop.Locals.ToList().ForEach(local => _values[local] = Data.Any);
        ForgetRunning(loop);
        if (ChanceOf(loop) is { } chance)
        {
            EvaluateBranches(chance, loop.Syntax.Span, () => Evaluate(loop.Body), static () => Data.Any);
            return Data.Any;
        }

        Evaluate(loop.Body);
        return Data.Any;
    }

    // What a loop changes is no longer what it began as: a sum that began at zero is not zero.
    private void ForgetRunning(ILoopOperation loop)
    {
        foreach (IOperation operation in loop.Body.Descendants())
        {
            IOperation? target = operation switch
            {
                IAssignmentOperation assignment => assignment.Target,
                IIncrementOrDecrementOperation increment => increment.Target,
                _ => null,
            };
            if (target is ILocalReferenceOperation or IParameterReferenceOperation && Root(target) is { } symbol
                && _values.TryGetValue(symbol, out Value? known) && known is Number { IsConstant: true })
            {
                _values[symbol] = Data.Any;
            }
        }
    }

    private Value EvaluateForEach(IForEachLoopOperation loop)
    {
        Value elements = Evaluate(loop.Collection);
        ForgetRunning(loop);
        _elements.UnionWith(loop.Locals);
        if (loop.LoopControlVariable is IDeclarationExpressionOperation or ITupleOperation)
        {
            Deconstruct(loop.LoopControlVariable, elements);
            Evaluate(loop.Body);
            return Data.Any;
        }

        foreach (ILocalSymbol local in loop.Locals)
        {
            _values[local] = elements is Number ? Data.Any : elements;
            if (local.RefKind != RefKind.None && Root(loop.Collection) is { } collection)
            {
                _aliases[local] = collection;
            }
        }

        // Of the numbers of units that were chosen at random: what is done to each is done to a unit by chance.
        if (AsChance(elements) is { } chosen && IsIndexSet(loop.Collection))
        {
            loop.Locals.ToList().ForEach(local => _values[local] = Data.Any);
            EvaluateBranches(chosen, loop.Collection.Syntax.Span, () => Evaluate(loop.Body), static () => Data.Any);
            return Data.Any;
        }

        Evaluate(loop.Body);
        return Data.Any;
    }
}
