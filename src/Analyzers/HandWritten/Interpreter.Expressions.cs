using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.HandWritten;

/// <summary>Expressions.</summary>
internal sealed partial class Interpreter
{
    private Value EvaluateExpression(IOperation operation)
    {
        switch (operation)
        {
            case ILiteralOperation literal:
                return Constant(literal.ConstantValue.Value);
            case IConversionOperation conversion:
                return Convert(Evaluate(conversion.Operand), conversion.Type);
            case ITupleOperation tuple:
                return new Group([.. tuple.Elements.Select(Evaluate)]);
            case IFieldReferenceOperation { Instance: { Type.IsTupleType: true } instance } member when Evaluate(instance) is Group group:
                return MemberOf(group, member.Field);
            case IDeconstructionAssignmentOperation deconstruction:
                Deconstruct(deconstruction.Target, Evaluate(deconstruction.Value));
                return Data.Any;
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: false }:
                return Read(operation);
            case IPropertyReferenceOperation indexer:
                return ReadElement(operation, indexer.Instance);
            case IArrayElementReferenceOperation element:
                return ReadElement(operation, element.ArrayReference);
            case IImplicitIndexerReferenceOperation element:
                return ReadElement(operation, element.Instance);
            case { } pointer when IsPointerElement(pointer):
                return ReadElement(operation, pointer.ChildOperations.First());
            case IBinaryOperation binary:
                return EvaluateBinary(binary);
            case IDefaultValueOperation when IsNumeric(operation.Type):
                return new Number(0);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not or UnaryOperatorKind.BitwiseNegation } not:
                return AsChance(Evaluate(not.Operand))?.Not() ?? (Value)Data.Any;
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } minus:
                return Evaluate(minus.Operand) is Number number ? number with { Amount = -number.Amount } : Data.Any;
            case IConditionalOperation choice:
                return EvaluateChoice(choice);
            case IInvocationOperation call:
                return EvaluateCall(call);
            case IObjectCreationOperation creation:
                return EvaluateCreation(creation);
            case IDelegateCreationOperation creation:
                return Evaluate(creation.Target);
            case IAnonymousFunctionOperation function:
                return new Function(function.Body, function.Symbol.Parameters, function.Symbol);
            case IMethodReferenceOperation reference when code.Bodies.TryGetValue(reference.Method.OriginalDefinition, out IReadOnlyList<IOperation>? bodies):
                return new Function(bodies[0], reference.Method.OriginalDefinition.Parameters, reference.Method.OriginalDefinition);
            case IIsPatternOperation { Pattern: IConstantPatternOperation { Value: { } constant } } test:
                return Compare(BinaryOperatorKind.Equals, Evaluate(test.Value), Evaluate(constant));
            case IIsPatternOperation { Pattern: IDeclarationPatternOperation { DeclaredSymbol: { } declared } } test:
                _values[declared] = Evaluate(test.Value);
                return Data.Any;
            case IIsPatternOperation { Pattern: IRelationalPatternOperation { Value: { } bound } relation } test:
                return Compare(relation.OperatorKind, Evaluate(test.Value), Evaluate(bound));
            default:
                return EvaluateChildren(operation);
        }
    }

    private static Value Constant(object? value) => value switch
    {
        bool truth => new Number(truth ? 1 : 0),
        char or string or null => Data.Any,
        IConvertible number => new Number(number.ToDouble(CultureInfo.InvariantCulture)),
        _ => Data.Any,
    };

    private static Value Convert(Value value, ITypeSymbol? type) => value switch
    {
        UniformDraw draw when type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Byte => Floor(draw),
        _ => value,
    };

    // Of a draw from [a, a + 1) with a in (0, 1) the whole part is 1 with probability a.
    private static Value Floor(UniformDraw draw) => draw.Scale == 1 && draw.Offset != 0
        ? new Mask(new Number(draw.Offset, draw.Names), new Number(1), draw.Site)
        : draw.Offset == 0 ? new WholeDraw(new Number(draw.Scale, draw.Names), draw.Site) : Data.Any;

    private Value Read(IOperation operation)
    {
        if (Root(operation) is not { } symbol)
        {
            return Data.Any;
        }

        if (_values.TryGetValue(symbol, out Value? known))
        {
            return known;
        }

        if (_fills.TryGetValue(symbol, out Number? fill))
        {
            return fill.Amount == 1 ? fill : Data.Any;
        }

        if (operation is IPropertyReferenceOperation { Property: { } property })
        {
            if (property is { IsStatic: true, Name: "Zero" or "One" })
            {
                return new Number(property.Name == "One" ? 1 : 0);
            }

            if (property.GetMethod is { } getter && code.Bodies.TryGetValue(getter.OriginalDefinition, out IReadOnlyList<IOperation>? bodies)
                && Call(getter.OriginalDefinition, bodies) is not Data and var result)
            {
                return result;
            }

            Evaluate((operation as IPropertyReferenceOperation)!.Instance);
        }

        if (!IsNumeric(operation.Type))
        {
            return OnlyValue(symbol) is (Mask or Function) and var only ? only : Data.Any;
        }

        if (operation.ConstantValue is { HasValue: true, Value: { } constant } && Constant(constant) is Number number)
        {
            return number with { Names = _names.Of(symbol).Names };
        }

        return OnlyValue(symbol) ?? (Value)_names.Of(symbol);
    }

    private Value? OnlyValue(ISymbol symbol)
    {
        if (code.OnlyValue(symbol) is not { } source || _calls.Contains(symbol, SymbolEqualityComparer.Default))
        {
            return null;
        }

        _calls.Push(symbol);
        Value value = Evaluate(source);
        _calls.Pop();

        // A constant keeps its field's name: what it scales elsewhere belongs to what it drops here.
        return value is Number { IsConstant: true } constant ? constant with { Names = _names.Of(symbol).Names }
            : value is Number or Mask or Function ? value : null;
    }

    private static bool IsNumeric(ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double
        || type is ITypeParameterSymbol or { Name: "Half" };

    private Value ReadElement(IOperation element, IOperation? array)
    {
        foreach (IOperation child in element.ChildOperations.Where(child => child != array))
        {
            Evaluate(child);
        }

        Value elements = Evaluate(array);
        if (elements is Mask or UniformDraw or WholeDraw or Dropped or Chance or Corrupted or Group)
        {
            return elements;
        }

        // Rates of several layers.
        return Root(array) is { } symbol && Words.IsRate(symbol.Name) && IsNumeric(element.Type)
            ? _names.Of(element.Syntax.ToString())
            : Data.Any;
    }

    private Value EvaluateChoice(IConditionalOperation choice)
    {
        Chance? chance = AsChance(Evaluate(choice.Condition));
        _conditions++;
        Value first = Evaluate(choice.WhenTrue);
        Value second = Evaluate(choice.WhenFalse);
        _conditions--;
        if (chance is null)
        {
            // A mask in training and its keep probability otherwise.
            if ((first, second) is (Mask, Number) or (Number, Mask))
            {
                Loose(first as Number ?? (Number)second, null, choice);
            }

            return Join(first, second);
        }

        return Combine(chance, first, second, choice, [.. Symbols(choice.WhenTrue), .. Symbols(choice.WhenFalse)], choice.WhenTrue, choice.WhenFalse);
    }

    // Of a random condition, or of a random number against one constant: two arms that matter.
    private Value EvaluateSwitch(ISwitchExpressionOperation choice)
    {
        Value tested = Evaluate(choice.Value);
        Chance? guarded = null;
        foreach (ISwitchExpressionArmOperation arm in choice.Arms)
        {
            if (arm.Pattern is IDeclarationPatternOperation { DeclaredSymbol: { } declared })
            {
                _values[declared] = tested;
            }

            guarded ??= AsChance(Evaluate(arm.Guard));
        }

        _conditions++;
        Value[] arms = [.. choice.Arms.Select(arm => Evaluate(arm.Value))];
        _conditions--;
        if (arms.Length != 2)
        {
            return arms.Aggregate((Value)Data.Any, Join);
        }

        Chance? chance = choice.Arms[0].Pattern switch
        {
            _ when choice.Arms[0].Guard is not null => guarded,
            IConstantPatternOperation { Value.ConstantValue.Value: bool truth } => truth ? AsChance(tested) : AsChance(tested)?.Not(),
            IConstantPatternOperation { Value: { } constant } => AsChance(Compare(BinaryOperatorKind.Equals, tested, Evaluate(constant))),
            IRelationalPatternOperation { Value: { } bound } relation => AsChance(Compare(relation.OperatorKind, tested, Evaluate(bound))),
            _ => null,
        };
        return chance is null
            ? Join(arms[0], arms[1])
            : Combine(chance, arms[0], arms[1], choice, [.. Symbols(choice.Arms[0].Value), .. Symbols(choice.Arms[1].Value)], choice.Arms[0].Value, choice.Arms[1].Value);
    }

    private Value EvaluateBinary(IBinaryOperation binary)
    {
        Value left = Evaluate(binary.LeftOperand);
        Value right = Evaluate(binary.RightOperand);
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And or BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or:
                return And(binary, left, right);
            case BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift when left is WholeDraw:
                return left;
            case BinaryOperatorKind.Multiply:
                return Multiply(left, right, binary, binary.LeftOperand, binary.RightOperand);
            case BinaryOperatorKind.Divide:
                return Divide(left, right, binary, binary.LeftOperand, binary.RightOperand);
            case BinaryOperatorKind.Add:
                return Add(left, right);
            case BinaryOperatorKind.Subtract:
                return Subtract(left, right);
            case BinaryOperatorKind.Remainder when left is WholeDraw draw && right is Number count:
                return draw with { Count = count };
            default:
                return Compare(binary.OperatorKind, left, right);
        }
    }

    private Value And(IBinaryOperation binary, Value left, Value right)
    {
        // One bit of random bits.
        if (binary.OperatorKind == BinaryOperatorKind.And && (left, right) is (WholeDraw, Data or Number { Amount: 1 }) or (Data or Number { Amount: 1 }, WholeDraw))
        {
            return ((left as WholeDraw) ?? (WholeDraw)right) with { Count = new Number(2) };
        }

        return (AsChance(left), AsChance(right)) switch
        {
            // A vector of which a mask leaves some lanes.
            ({ } chance, null) when IsFloating(binary.Type) => Masked(chance, right, binary, binary.RightOperand),
            (null, { } chance) when IsFloating(binary.Type) => Masked(chance, left, binary, binary.LeftOperand),
            ({ } chance, null) => chance,
            (null, { } chance) => chance,
            _ => Data.Any,
        };
    }

    private Value Masked(Chance keep, Value value, IOperation place, IOperation data) =>
        Combine(keep, value, new Number(0), place, Symbols(data), data, null);

    private static Value Add(Value left, Value right) => (left, right) switch
    {
        (Number a, Number b) => Number.Of(a.Amount + b.Amount, a, b),
        (UniformDraw draw, Number number) => draw with { Offset = draw.Offset + number.Amount, Names = draw.Names.Union(number.Names) },
        (Number number, UniformDraw draw) => draw with { Offset = draw.Offset + number.Amount, Names = draw.Names.Union(number.Names) },
        _ => Data.Any,
    };

    private static Value Subtract(Value left, Value right) => (left, right) switch
    {
        (Number a, Number b) => Number.Of(a.Amount - b.Amount, a, b),
        (UniformDraw draw, Number number) => draw with { Offset = draw.Offset - number.Amount, Names = draw.Names.Union(number.Names) },
        (Number number, UniformDraw draw) => draw with { Offset = number.Amount - draw.Offset - draw.Scale, Names = draw.Names.Union(number.Names) },
        (Number { Amount: 1, IsConstant: true }, Mask { Factor: { IsConstant: true, Amount: 1 } } mask) =>
            mask with { Keep = mask.Keep with { Amount = 1 - mask.Keep.Amount } },
        (Number { Amount: 1, IsConstant: true }, Chance chance) => chance.Not(),
        _ => Data.Any,
    };
}
