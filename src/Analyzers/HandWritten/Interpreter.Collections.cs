using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.HandWritten;

/// <summary>Collections that masks, or the numbers of the chosen units, are gathered in.</summary>
internal sealed partial class Interpreter
{
    // A list of masks is a mask; a set to which numbers are added by chance is a mask over these numbers.
    private Value? Gathered(IInvocationOperation call, string name, IOperation[] operands, List<Value> values)
    {
        if (name == "Where" && values.Count == 2 && values[1] is Chance chosen)
        {
            return IsIndexSet(call) ? new Mask(chosen.Probability, new Number(1), chosen.Site) : AsData(values[0]);
        }

        if (Chosen(call, name, values) is { } numbers)
        {
            return numbers;
        }

        if (name == "Sum" && operands.Length == 2 && IsIndexSet(operands[0]) && AsChance(values[0]) is { } summed)
        {
            return Drop(call, summed.Site, summed.Probability, Symbols(operands[1]), skips: true);
        }

        if (name is not ("Add" or "Enqueue" or "Push" or "Append") || call.Instance is null || values.Count != 2 || Root(call.Instance) is not { } collection)
        {
            return null;
        }

        if (values[1] is Mask or Chance or UniformDraw or Dropped)
        {
            Assign(call.Instance, values[1], null);
            return Data.Any;
        }

        if (_conditions > 0 && _frames.Count > 0 && IsIndexSet(call.Instance))
        {
            _frames.Peek()[collection] = new Write(new Number(1), call.Instance, false);
            return Data.Any;
        }

        return null;
    }

    // The first k of n shuffled numbers are each chosen with probability k / n.
    private Value? Chosen(IInvocationOperation call, string name, List<Value> values)
    {
        switch (name)
        {
            case "Range" when values.Count == 2 && values[1] is Number count && IsIndexSet(call):
                return new Numbers(count, null);
            case "OrderBy" or "OrderByDescending" when values.Count == 2 && values[0] is Numbers all && SiteOf(values[1]) is { } site:
                return all with { Site = site };
            case "Shuffle" when values.LastOrDefault() is Numbers all && call.Arguments.LastOrDefault()?.Value is { } shuffled:
                SetValue(Root(shuffled) ?? call.TargetMethod, all with { Site = call }, shuffled, null);
                return all with { Site = call };
            case "Take" or "TakeLast" when values.Count == 2 && values[0] is Numbers { Site: { } site } all && values[1] is Number taken:
                return new Mask(Number.Of(taken.Amount / all.Count.Amount, taken, all.Count), new Number(1), site);
            case "Skip" when values.Count == 2 && values[0] is Numbers { Site: { } site } all && values[1] is Number left:
                return new Mask(Number.Of(1 - (left.Amount / all.Count.Amount), left, all.Count), new Number(1), site);
            case "ToArray" or "ToList" or "AsSpan" or "ToHashSet" when values.Count == 1 && values[0] is Numbers:
                return values[0];
            default:
                return null;
        }
    }

    private static IOperation? SiteOf(Value value) => value switch
    {
        UniformDraw draw => draw.Site,
        WholeDraw draw => draw.Site,
        _ => null,
    };

    // for (int k = 0; k < count; k++) over shuffled numbers: what is done to units[numbers[k]] is done to each by chance.
    private Chance? ChanceOf(IForLoopOperation loop)
    {
        if (loop.Condition is not IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan, LeftOperand: ILocalReferenceOperation counter } condition
            || Evaluate(condition.RightOperand) is not Number count)
        {
            return null;
        }

        // Only zeros: whoever reads what was chosen draws a batch.
        IEnumerable<IOperation> zeroed = loop.Body.Descendants().OfType<ISimpleAssignmentOperation>()
            .Where(static assignment => IsElement(assignment.Target)
                && (assignment.Value is IDefaultValueOperation || (assignment.Value.ConstantValue is { HasValue: true, Value: { } constant } && IsZero(Constant(constant)))))
            .Select(static assignment => assignment.Target);
        foreach (IArrayElementReferenceOperation element in zeroed.SelectMany(static target => target.Descendants()).OfType<IArrayElementReferenceOperation>())
        {
            if (element.Indices.Length == 1 && element.Indices[0] is ILocalReferenceOperation index
                && SymbolEqualityComparer.Default.Equals(index.Local, counter.Local)
                && Evaluate(element.ArrayReference) is Numbers { Site: { } site } all)
            {
                return new Chance(Number.Of(count.Amount / all.Count.Amount, count, all.Count), site);
            }
        }

        return null;
    }

    private static bool IsIndexSet(IOperation operation)
    {
        ITypeSymbol? type = operation is IConversionOperation conversion ? conversion.Operand.Type : operation.Type;
        return type switch
        {
            IArrayTypeSymbol array => array.ElementType.SpecialType == SpecialType.System_Int32,
            INamedTypeSymbol { TypeArguments.Length: 1 } generic => generic.TypeArguments[0].SpecialType == SpecialType.System_Int32,
            _ => false,
        };
    }

    // What two sequences hold at one place.
    private static Value? Together(string name, List<Value> values) =>
        name == "Zip" && values.Count is 2 or 3 && values.Any(static value => value is Mask or UniformDraw or Chance or Dropped) ? new Group([.. values]) : null;

    private static Value MemberOf(Group group, IFieldSymbol field)
    {
        string name = (field.CorrespondingTupleField ?? field).Name;
        return name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), out int number) && number <= group.Items.Length
            ? group.Items[number - 1]
            : Data.Any;
    }

    private void Deconstruct(IOperation target, Value value)
    {
        if (target is IDeclarationExpressionOperation declaration)
        {
            Deconstruct(declaration.Expression, value);
        }
        else if (target is ITupleOperation tuple)
        {
            for (int i = 0; i < tuple.Elements.Length; i++)
            {
                Deconstruct(tuple.Elements[i], value is Group group && i < group.Items.Length ? group.Items[i] : Data.Any);
            }
        }
        else
        {
            Assign(target, value, null);
        }
    }
}
