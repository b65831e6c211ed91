using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.HandWritten;

/// <summary>Statements.</summary>
internal sealed partial class Interpreter
{
    private Value Evaluate(IOperation? operation)
    {
        _steps++;
        if (operation is null or ILocalFunctionOperation || _nesting >= MaximalNesting)
        {
            return Data.Any;
        }

        _nesting++;
        Value value = EvaluateStatement(operation);
        _nesting--;
        return value;
    }

    private Value EvaluateStatement(IOperation operation)
    {
        switch (operation)
        {
            case IBlockOperation block:
                EvaluateStatements(block.Operations, 0);
                return Data.Any;
            case IConditionalOperation { Type: null } statement:
                EvaluateIf(statement, () => Evaluate(statement.WhenFalse));
                return Data.Any;
            case ISwitchExpressionOperation choice:
                return EvaluateSwitch(choice);
            case ISwitchOperation or ITryOperation:
                return EvaluateChildren(operation);
            case IWhileLoopOperation loop:
                ForgetRunning(loop);
                return EvaluateChildren(loop);
            case IForEachLoopOperation loop:
                return EvaluateForEach(loop);
            case IForLoopOperation loop:
                return EvaluateFor(loop);
            case IReturnOperation { ReturnedValue: { } returned }:
                Value result = Evaluate(returned);
                if (_frames.Count > 0 && _calls.Count > 0)
                {
                    _frames.Peek()[_calls.Peek()] = new Write(result, returned, false, returned);
                }

                return result;
            case IVariableDeclaratorOperation declarator:
                Declare(declarator);
                return Data.Any;
            case ISimpleAssignmentOperation assignment:
                Value assigned = Evaluate(assignment.Value);
                EvaluateIndices(assignment.Target);
                Assign(assignment.Target, assigned, assignment.Value);
                return assigned;
            case ICompoundAssignmentOperation compound:
                return EvaluateCompound(compound);
            case IIncrementOrDecrementOperation increment:
                Assign(increment.Target, Data.Any, null);
                return Data.Any;
            default:
                return EvaluateExpression(operation);
        }
    }

    private Value EvaluateChildren(IOperation operation)
    {
        foreach (IOperation child in operation.ChildOperations)
        {
            Evaluate(child);
        }

        return Data.Any;
    }

    private void EvaluateStatements(ImmutableArray<IOperation> statements, int from)
    {
        for (int i = from; i < statements.Length; i++)
        {
            // Behind "if (condition) continue;" stands what happens otherwise: as deep as there are such statements.
            if (_nesting < MaximalNesting && statements[i] is IConditionalOperation { WhenFalse: null, Type: null } statement && Leaves(statement.WhenTrue))
            {
                int rest = i + 1;
                EvaluateIf(statement, () =>
                {
                    _nesting++;
                    EvaluateStatements(statements, rest);
                    _nesting--;
                    return Data.Any;
                });
                return;
            }

            Evaluate(statements[i]);
        }
    }

    private static bool Leaves(IOperation operation) => operation switch
    {
        IBlockOperation block => block.Operations.Length > 0 && Leaves(block.Operations[block.Operations.Length - 1]),
        IBranchOperation { BranchKind: BranchKind.Continue or BranchKind.Break } or IReturnOperation => true,
        _ => false,
    };

    private void EvaluateIf(IConditionalOperation statement, Func<Value> otherwise) => EvaluateBranches(
        AsChance(Evaluate(statement.Condition)), statement.Condition.Syntax.Span, () => Evaluate(statement.WhenTrue), otherwise);

    private void EvaluateBranches(Chance? chance, Microsoft.CodeAnalysis.Text.TextSpan place, Func<Value> then, Func<Value> otherwise)
    {
        var before = new Dictionary<ISymbol, Value>(_values, SymbolEqualityComparer.Default);
        var fills = new Dictionary<ISymbol, Number>(_fills, SymbolEqualityComparer.Default);
        _conditions++;
        _frames.Push(NewFrame());
        then();
        Dictionary<ISymbol, Write> whenTrue = _frames.Pop();
        Dictionary<ISymbol, Value> valuesWhenTrue = _values;
        _values = new Dictionary<ISymbol, Value>(before, SymbolEqualityComparer.Default);
        _frames.Push(NewFrame());
        otherwise();
        Dictionary<ISymbol, Write> whenFalse = _frames.Pop();
        _conditions--;
        foreach (KeyValuePair<ISymbol, Value> value in valuesWhenTrue)
        {
            _values[value.Key] = _values.TryGetValue(value.Key, out Value? other) ? Join(value.Value, other) : value.Value;
        }

        foreach (ISymbol symbol in whenTrue.Keys.Union(whenFalse.Keys, SymbolEqualityComparer.Default).ToList())
        {
            if (symbol is ILocalSymbol && symbol.Locations[0].SourceSpan.Start > place.End)
            {
                // Declared where the condition holds or does not: nothing of it is left.
                continue;
            }

            whenTrue.TryGetValue(symbol, out Write? first);
            whenFalse.TryGetValue(symbol, out Write? second);
            Write shown = (first ?? second)!;
            Value value;
            if (chance is null)
            {
                value = first is null ? second!.Value : second is null ? first.Value : Join(first.Value, second.Value);
            }
            else
            {
                Number? unwritten = fills.TryGetValue(symbol, out Number? fill) ? fill
                    : before.TryGetValue(symbol, out Value? old) && old is Number number && !IsElement(shown.Target) ? number : null;
                value = CombineWrites(chance, first, second, unwritten, symbol);
                SetValue(symbol, value, shown.Target, null);
            }

            if (_frames.Count > 0)
            {
                _frames.Peek()[symbol] = shown with { Value = value, Accumulates = shown.Accumulates && chance is null };
            }
        }
    }

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        IOperation? source = declarator.GetVariableInitializer()?.Value;
        if (source is null)
        {
            return;
        }

        Value value = Evaluate(source);
        if (declarator.Symbol.RefKind != RefKind.None && Root(source) is { } original)
        {
            _aliases[declarator.Symbol] = original;
            return;
        }

        // A span over an array is the array.
        if (source is IInvocationOperation { TargetMethod.Name: "AsSpan" } or IConversionOperation { Operand: ILocalReferenceOperation }
            && IsCollection(declarator.Symbol.Type) && Root(source) is { } array)
        {
            _aliases[declarator.Symbol] = array;
            return;
        }

        if (FillOf(source) is { } fill)
        {
            _fills[declarator.Symbol] = fill;
            _values.Remove(declarator.Symbol);
            return;
        }

        SetValue(declarator.Symbol, value, declarator, source);
    }

    private Value EvaluateCompound(ICompoundAssignmentOperation compound)
    {
        Value value = Evaluate(compound.Value);
        EvaluateIndices(compound.Target);
        Value before = Evaluate(compound.Target);
        switch (compound.OperatorKind)
        {
            case BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide:
                Value product = compound.OperatorKind == BinaryOperatorKind.Multiply
                    ? Multiply(AsData(before), value, compound, compound.Target, compound.Value)
                    : Divide(AsData(before), value, compound, compound.Target, compound.Value);
                Assign(compound.Target, product, null);
                return product;
            default:
                if (compound.OperatorKind == BinaryOperatorKind.Subtract && value is Dropped update)
                {
                    // A step of an optimizer that is left out by chance.
                    update.Application.IsCancelled = true;
                }

                bool isProduct = IsSumOfProducts(compound);
                Assign(compound.Target, before is Dropped ? before : Data.Any, null, isProduct);
                if (isProduct && Root(compound.Target) is { } sum)
                {
                    _neural.Add(sum);
                }

                return Data.Any;
        }
    }

    // A running variable is data, whatever it began as.
    private static Value AsData(Value value) => value is Number ? Data.Any : value;

    private bool IsSumOfProducts(ICompoundAssignmentOperation compound)
    {
        IOperation value = compound.Value is IConversionOperation conversion ? conversion.Operand : compound.Value;
        if (compound.OperatorKind != BinaryOperatorKind.Add || value is not IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product)
        {
            return false;
        }

        bool isProduct = false;
        foreach (IOperation side in product.Descendants())
        {
            if ((IsElement(side) || (side is ILocalReferenceOperation local && _elements.Contains(local.Local))) && Root(side) is { } symbol && IsFloating(side.Type))
            {
                _neural.Add(symbol);
                isProduct = true;
            }
        }

        return isProduct;
    }

    private void EvaluateIndices(IOperation target)
    {
        if (target is IArrayElementReferenceOperation element)
        {
            element.Indices.ToList().ForEach(index => Evaluate(index));
        }
    }
}
