using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.HandWritten;

/// <summary>Calls: into the type, of lambdas, of random generators and of numeric libraries.</summary>
internal sealed partial class Interpreter
{
    private Value EvaluateCall(IInvocationOperation call)
    {
        if (call.TargetMethod is { MethodKind: MethodKind.DelegateInvoke } && Evaluate(call.Instance) is Function function)
        {
            return Invoke(function, [.. call.Arguments.Select(argument => Evaluate(argument.Value))]);
        }

        IMethodSymbol target = call.TargetMethod.ReducedFrom?.OriginalDefinition ?? call.TargetMethod.OriginalDefinition;
        return code.Bodies.TryGetValue(target, out IReadOnlyList<IOperation>? bodies)
            ? CallOwn(call, target, bodies)
            : CallOther(call);
    }

    private Value CallOwn(IInvocationOperation call, IMethodSymbol target, IReadOnlyList<IOperation> bodies)
    {
        var bound = new List<ISymbol>();
        foreach (IArgumentOperation argument in call.Arguments)
        {
            Value value = Evaluate(argument.Value);
            if (argument.Parameter?.OriginalDefinition is not { } parameter)
            {
                continue;
            }

            bound.Add(parameter);
            if (Root(argument.Value) is { } original && (parameter.RefKind != RefKind.None || parameter.Type.IsReferenceType || IsCollection(parameter.Type))
                && !SymbolEqualityComparer.Default.Equals(original, parameter))
            {
                _aliases[parameter] = original;
            }
            else
            {
                _values[parameter] = value;
            }
        }

        if (Words.IsActivation(target.Name) || Words.IsProduct(target.Name))
        {
            MarkNeural(call);
        }

        Value result = Call(target, bodies);
        foreach (ISymbol parameter in bound)
        {
            _aliases.Remove(parameter);
            _values.Remove(parameter);
        }

        return result;
    }

    private Value Invoke(Function function, IReadOnlyList<Value> arguments)
    {
        for (int i = 0; i < function.Parameters.Length; i++)
        {
            _values[function.Parameters[i]] = i < arguments.Count ? arguments[i] : Data.Any;
        }

        return Call(function.Key, [function.Body]);
    }

    private void MarkNeural(IInvocationOperation call)
    {
        foreach (ISymbol symbol in call.Arguments.Select(static argument => argument.Value).Append(call.Instance).SelectMany(Symbols))
        {
            _neural.Add(symbol);
        }
    }

    private Value CallOther(IInvocationOperation call)
    {
        string name = call.TargetMethod.Name;
        Value instance = Evaluate(call.Instance);
        IOperation[] operands = [.. call.Instance is null ? [] : new[] { call.Instance }, .. call.Arguments.Select(static argument => argument.Value)];
        var values = new List<Value>();
        if (call.Instance is not null)
        {
            values.Add(instance);
        }

        foreach (IArgumentOperation argument in call.Arguments)
        {
            Value value = Evaluate(argument.Value);
            if (argument.Value is IDelegateCreationOperation { Target: IMethodReferenceOperation { Method.Name: var applied } } && Words.IsActivation(applied))
            {
                MarkNeural(call);
            }

            if (value is Function function)
            {
                List<Value> over = name == "Map2" && call.Arguments.Length > 1 ? [instance, Evaluate(call.Arguments[1].Value)] : values;
                value = InvokeOver(function, name, over, operands);
            }

            values.Add(value);
        }

        if (Drawn(call, instance, values) is { } draw)
        {
            return draw;
        }

        if (Words.IsProduct(name) || (Words.IsActivation(name) && (name is not ("Max" or "Maximum") || values.Any(IsZero))))
        {
            if (!values.All(static value => value is Number))
            {
                MarkNeural(call);
                if (!Words.IsProduct(name))
                {
                    _activated.UnionWith(operands.SelectMany(Symbols));
                }
            }
        }

        if (Words.SaysScale(name) && !Words.SaysDropout(name))
        {
            ScaledByName.Add(_root);
        }

        return Gathered(call, name, operands, values) ?? Together(name, values) ?? Computed(call, name, operands, values);
    }

    // The elements of a sequence are the first parameter of what is done to each.
    private Value InvokeOver(Function function, string name, List<Value> values, IOperation[] operands)
    {
        List<Value> arguments = [.. values.Take(name is "Zip" or "Map2" ? 2 : 1).Select(AsData)];
        for (int i = 0; i < Math.Min(arguments.Count, function.Parameters.Length); i++)
        {
            if (operands[i] is not IDelegateCreationOperation && RootOfSequence(operands[i]) is { } sequence && !SymbolEqualityComparer.Default.Equals(sequence, function.Parameters[i]))
            {
                _origins[function.Parameters[i]] = sequence;
            }
        }

        while (arguments.Count < function.Parameters.Length)
        {
            arguments.Add(Data.Any);
        }

        Value result = Invoke(function, arguments);
        return name is "Count" or "Any" or "All" || (name == "Where" && result is not Chance) ? Data.Any : result;
    }

    // units.Select(...).Zip(...) runs over units.
    private ISymbol? RootOfSequence(IOperation operation) => Root(operation) ?? operation switch
    {
        IArgumentOperation argument => RootOfSequence(argument.Value),
        IConversionOperation conversion => RootOfSequence(conversion.Operand),
        IInvocationOperation call when (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } first => RootOfSequence(first),
        _ => null,
    };

    private Value Computed(IInvocationOperation call, string name, IOperation[] operands, List<Value> values)
    {
        switch (name.ToLowerInvariant())
        {
            case "mul" or "mul_" or "multiply" or "pointwisemultiply" or "elementwisemultiply" or "hadamard" or "hadamardproduct" or "elementwiseproduct"
                when values.Count >= 2:
                return Store(call, operands, Multiply(values[0], values[1], call, operands[0], operands[1]), name);
            case "div" or "div_" or "divide" or "pointwisedivide" when values.Count >= 2:
                return Store(call, operands, Divide(values[0], values[1], call, operands[0], operands[1]), name);
            case "add" when values.Count >= 2 && values.Any(static value => value is UniformDraw):
                return Add(values[0], values[1]);
            case "where" or "conditionalselect" when values.Count >= 3 && values.Any(static value => AsChance(value) is not null):
                int condition = AsChance(values[0]) is null ? 1 : 0;
                return Combine(
                    AsChance(values[condition])!, values[1 - condition], values[2], call,
                    [.. Symbols(operands[1 - condition]), .. Symbols(operands[2])], operands[1 - condition], operands[2]);
            case "masked_fill" or "masked_fill_" or "maskedfill" when values.Count >= 3 && AsChance(values[1]) is { } chance:
                Value filled = Combine(chance, values[2], AsData(values[0]), call, Symbols(operands[0]), operands[2], operands[0]);
                return name.EndsWith("_", StringComparison.Ordinal) ? Store(call, operands, filled, name) : filled;
            case "gt" or "ge" or "greater" or "greaterthan" or "greaterthanorequal" when values.Count >= 2:
                return Compare(BinaryOperatorKind.GreaterThan, values[0], values[1]);
            case "lt" or "le" or "less" or "lessthan" or "lessthanorequal" when values.Count >= 2:
                return Compare(BinaryOperatorKind.LessThan, values[0], values[1]);
            case "eq" or "equals" when values.Count >= 2:
                return Compare(BinaryOperatorKind.Equals, values[0], values[1]);
            case "clear" when FirstFloating(operands) is { } cleared && _conditions > 0 && Root(cleared) is { } emptied && _frames.Count > 0:
                _frames.Peek()[emptied] = new Write(new Number(0), cleared, false);
                return Data.Any;
            case "clear" when FirstFloating(operands) is { } emptiedArray && Root(emptiedArray) is { } blank:
                _fills[blank] = new Number(0);
                _values.Remove(blank);
                return Data.Any;
            case "fill" when _conditions > 0 && values.Count >= 2 && values.Any(IsZero) && FirstFloating(operands) is { } zeroed && Root(zeroed) is { } zeroedArray && _frames.Count > 0:
                _frames.Peek()[zeroedArray] = new Write(new Number(0), zeroed, false);
                return Data.Any;
            case "and" or "bitwiseand" or "bitwise_and" when values.Count >= 2 && IsFloating(call.Type) && values.Any(static value => AsChance(value) is not null):
                int mask = AsChance(values[0]) is null ? 1 : 0;
                return Masked(AsChance(values[mask])!, values[1 - mask], call, operands[1 - mask]);
            case "pow" when values.Count == 2 && values[0] is Number number && values[1] is Number exponent:
                return Number.Of(Math.Pow(number.Amount, exponent.Amount), number, exponent);
            case "reciprocal" or "reciprocalestimate" or "reciprocal_" when values.Count == 1 && values[0] is Number divisor:
                return Inverse(divisor);
            case "logical_not" or "onescomplement" or "bitwise_not" when values.Count >= 1:
                return AsChance(values[0])?.Not() ?? (Value)Data.Any;
            case "floor" or "floor_" or "truncate" or "trunc" when values.Count >= 1 && values[0] is UniformDraw uniform:
                return Floor(uniform);
            case "ceiling" or "ceil" or "ceil_" when values.Count >= 1 && values[0] is UniformDraw raised:
                return Floor(raised with { Offset = raised.Offset + 1 });
            case "round" or "round_" when values.Count >= 1 && values[0] is UniformDraw centred:
                return Floor(centred with { Offset = centred.Offset + 0.5 });
            case "full" or "full_like":
                return values.Skip(1).OfType<Number>().LastOrDefault() ?? (Value)Data.Any;
            case "ones" or "ones_like":
                return new Number(1);
            case "zeros" or "zeros_like":
                return new Number(0);
            case "fill" when Root(operands[0]) is { } filledArray && values.Count >= 2 && values[1] is Number number:
                _fills[filledArray] = number;
                _values.Remove(filledArray);
                return Data.Any;
            case "min" or "max" or "clamp" when values.All(static value => value is Number):
                return values.OfType<Number>().FirstOrDefault(static value => !value.IsConstant) ?? values[0];
            case "copyto" or "storeunsafe" or "store" when values.Count >= 2 && values[0] is Mask or Dropped or UniformDraw or Chance:
                Assign(operands[1], values[0], operands[0]);
                return Data.Any;
            case "mapinplace" or "apply_" when values.Count >= 2:
                Assign(operands[0], values[1], null);
                return Data.Any;
            case "sum" or "average" or "aggregate" or "count" or "mean" or "tostring" or "writeline" or "equal":
                return Data.Any;
            default:
                return values.FirstOrDefault(static value => value is Mask or UniformDraw or WholeDraw or Chance or Dropped or Group)
                    ?? (values.Count == 1 && values[0] is Number ? values[0] : Data.Any);
        }
    }

    private static IOperation? FirstFloating(IOperation[] operands) => operands.FirstOrDefault(static operand =>
        IsFloating((operand is IConversionOperation conversion ? conversion.Operand : operand).Type) && Storable(operand));

    private static bool Storable(IOperation operand) => operand is not ILiteralOperation && !operand.ConstantValue.HasValue;

    // TensorPrimitives and in-place methods write where they are told.
    private Value Store(IInvocationOperation call, IOperation[] operands, Value value, string name)
    {
        if (name.EndsWith("_", StringComparison.Ordinal))
        {
            Assign(operands[0], value, null);
        }
        else if (operands.Length >= 3)
        {
            Assign(operands[2], value, null);
        }

        return call.TargetMethod.ReturnsVoid ? Data.Any : value;
    }

    private Value EvaluateCreation(IObjectCreationOperation creation)
    {
        ImmutableArray<Value> values = [.. creation.Arguments.Select(argument => Evaluate(argument.Value))];
        Evaluate(creation.Initializer);
        string name = creation.Type?.Name ?? string.Empty;
        if (name == "Bernoulli" && values.OfType<Number>().FirstOrDefault() is { } keep)
        {
            return new Mask(keep, new Number(1), creation);
        }

        if (name is "ContinuousUniform")
        {
            return new UniformDraw(0, 1, [], creation);
        }

        return name.StartsWith("Vector", StringComparison.Ordinal)
            ? values.FirstOrDefault(static value => value is not Data) ?? Data.Any
            : Data.Any;
    }
}
