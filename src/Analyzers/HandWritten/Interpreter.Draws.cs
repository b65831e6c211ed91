using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.HandWritten;

/// <summary>Random generators.</summary>
internal sealed partial class Interpreter
{
    /// <summary>Names that a type with dropout written by hand cannot do without.</summary>
    public static bool IsDraw(string name) => name.StartsWith("Next", StringComparison.Ordinal)
        || name is "rand" or "rand_like" or "uniform_" or "bernoulli" or "bernoulli_" or "Bernoulli" or "ContinuousUniform" or "Sample" or "GetInt32"
        || name.StartsWith("Uniform", StringComparison.Ordinal) || name.StartsWith("Rand", StringComparison.Ordinal)
        || name is "Chance" or "Shuffle" or "Flip" or "CoinFlip" or "FlipCoin" or "WithProbability";

    private Value? Drawn(IInvocationOperation call, Value instance, List<Value> values)
    {
        string name = call.TargetMethod.Name;
        string owner = call.TargetMethod.ContainingType?.Name ?? string.Empty;
        List<Number> numbers = [.. values.OfType<Number>()];
        bool isFloating = IsFloating(call.Type);
        switch (name)
        {
            case "NextDouble" or "NextSingle" or "NextFloat" or "NextUniform" or "NextUnit" or "Uniform01" or "Random01" or "NextDoubleUnsigned" when isFloating:
                return numbers.Count == 2
                    ? new UniformDraw(numbers[0].Amount, numbers[1].Amount - numbers[0].Amount, numbers[0].Names.Union(numbers[1].Names), call)
                    : new UniformDraw(0, 1, [], call);
            case "Uniform" or "NextUniformFloat" or "RandomUniform" or "UniformFloat" or "UniformDouble" when isFloating && numbers.Count is 0 or 2:
                return new UniformDraw(0, 1, [], call);
            case "rand" or "rand_like" or "uniform_" or "RandLike" or "RandomUniformLike" or "random_uniform":
                return new UniformDraw(0, 1, [], call);
            case "bernoulli" or "bernoulli_" when numbers.Count > 0:
                return new Mask(numbers[numbers.Count - 1], new Number(1), call);
            case "Sample" or "Samples" when instance is Mask or UniformDraw:
                return instance;
            case "Sample" or "Samples" when owner == "Bernoulli" && numbers.Count > 0:
                return FillWith(call, new Mask(numbers[numbers.Count - 1], new Number(1), call));
            case "Sample" or "Samples" when owner == "ContinuousUniform":
                return FillWith(call, new UniformDraw(0, 1, [], call));
            case "NextDoubles":
                return FillWith(call, new UniformDraw(0, 1, [], call));
            case "NextBoolean" or "NextBool":
                return new Chance(numbers.Count > 0 ? numbers[0] : new Number(0.5), call);
            case "Next" or "NextInt" or "NextInt64" or "GetInt32" when !isFloating:
                return numbers.Count == 2
                    ? numbers[0].Amount == 0 ? new WholeDraw(numbers[1], call) : null
                    : new WholeDraw(numbers.Count == 1 ? numbers[0] : new Number(int.MaxValue), call);
            case "NextBytes" or "GetNonZeroBytes":
                return FillWith(call, new WholeDraw(new Number(256), call));
            case "GetBytes" or "Fill" when owner == "RandomNumberGenerator":
                return FillWith(call, new WholeDraw(new Number(256), call));
            default:
                return DrawnByName(call, name, numbers);
        }
    }

    // A helper of another type that draws with the probability it is given.
    private static Value? DrawnByName(IInvocationOperation call, string name, List<Number> numbers)
    {
        if (numbers.Count != 1 || !Words.Of(name).Any(static word => word is "bernoulli" or "chance" or "bool" or "boolean" or "coin" or "flip"))
        {
            return null;
        }

        return call.Type?.SpecialType == SpecialType.System_Boolean ? new Chance(numbers[0], call)
            : IsNumeric(call.Type) ? new Mask(numbers[0], new Number(1), call)
            : null;
    }

    private Value FillWith(IInvocationOperation call, Value value)
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (IsCollection(argument.Value.Type))
            {
                Assign(argument.Value, value, null);
            }
        }

        return value;
    }
}
