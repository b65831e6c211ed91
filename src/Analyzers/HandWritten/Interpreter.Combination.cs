using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.HandWritten;

/// <summary>Values that depend on a condition.</summary>
internal sealed partial class Interpreter
{
    private static Chance? AsChance(Value value) => value switch
    {
        Chance chance => chance,
        Mask mask => new Chance(mask.Keep, mask.Site),
        _ => null,
    };

    private static bool IsZero(Value? value) => value is Number { IsConstant: true, Amount: 0 };

    // Either may be; what was dropped or drawn is worth following.
    private static Value Join(Value first, Value second)
    {
        if (first.Equals(second))
        {
            return first;
        }

        return Rank(first) >= Rank(second) ? first : second;

        static int Rank(Value value) => value switch
        {
            Dropped => 6,
            Mask => 5,
            Chance => 4,
            Corrupted => 3,
            Number { IsConstant: false } => 2,
            Number number => number.Amount is 0 or 1 ? 0 : 1,
            _ => 2,
        };
    }

    private Value CombineWrites(Chance chance, Write? first, Write? second, Number? unwritten, ISymbol symbol)
    {
        Write shown = (first ?? second)!;
        if (first is null || second is null)
        {
            Number kept = first is null ? chance.Not().Probability : chance.Probability;
            if (shown.Accumulates)
            {
                return shown.Value is Dropped ? shown.Value : Drop(shown.Target, chance.Site, kept, [symbol], skips: true);
            }

            if (unwritten is null && shown.Value is not (Number or Corrupted))
            {
                return shown.Value is Dropped or Mask ? shown.Value : Data.Any;
            }
        }

        bool isBoolean = shown.Target.Type?.SpecialType == SpecialType.System_Boolean || IsIndexSet(shown.Target);
        Value missing = unwritten is not null ? unwritten
            : isBoolean && shown.Value is Number { Amount: var written } ? new Number(1 - written)
            : Data.Any;
        return Combine(
            chance,
            first?.Value ?? missing,
            second?.Value ?? missing,
            shown.Target,
            [symbol, .. Symbols(first?.Source), .. Symbols(second?.Source)],
            first?.Source,
            second?.Source);
    }

    private Value Combine(
        Chance chance, Value whenTrue, Value whenFalse, IOperation place, IEnumerable<ISymbol> symbols, IOperation? first, IOperation? second)
    {
        if (IsZero(whenFalse) && !IsZero(whenTrue))
        {
            return Combine(chance.Not(), whenFalse, whenTrue, place, symbols, second, first);
        }

        if (whenTrue is Corrupted || whenFalse is Corrupted)
        {
            return Corrupted.Some;
        }

        if (!IsZero(whenTrue))
        {
            return (whenTrue, whenFalse) switch
            {
                (Number { IsConstant: true }, Data) or (Data, Number { IsConstant: true }) => Corrupted.Some,
                (Dropped, _) => whenTrue,
                (_, Dropped) => whenFalse,
                _ => Data.Any,
            };
        }

        Chance keep = chance.Not();
        return whenFalse switch
        {
            Number factor when IsFactorOf(factor, keep.Probability) => IsZero(factor) ? factor : new Mask(keep.Probability, factor, chance.Site),
            Number or Data when IsFloating(place.Type) && !IsDrawn(second) =>
                Drop(place, chance.Site, keep.Probability, symbols, skips: false, (whenFalse as Data)?.Factor),
            Dropped => whenFalse,
            _ => Data.Any,
        };
    }

    // A number is a mask's factor, not data, if it comes of the same rate, or its name says so.
    private static bool IsFactorOf(Number number, Number rate) =>
        number.Names.All(name => rate.Names.Contains(name) || Words.SaysScale(name));

    private static bool IsDrawn(IOperation? source) => source is not null && source.DescendantsAndSelf().Any(static operation =>
        operation is IInvocationOperation { TargetMethod.Name: var name }
        && (name.StartsWith("Next", StringComparison.Ordinal) || name.IndexOf("gauss", StringComparison.OrdinalIgnoreCase) >= 0
            || name.IndexOf("normal", StringComparison.OrdinalIgnoreCase) >= 0 && name.IndexOf("normaliz", StringComparison.OrdinalIgnoreCase) < 0
            || name is "Sample" or "randn" or "randn_like"));

    private Dropped Drop(IOperation place, IOperation site, Number keep, IEnumerable<ISymbol> symbols, bool skips, Number? factor = null)
    {
        var application = new Application(place, site, keep, _root, skips);
        if (factor is not null)
        {
            application.Factors.Add(factor);
        }

        application.Symbols.UnionWith(symbols);
        Applications.Add(application);
        return new Dropped(application);
    }

    private IEnumerable<ISymbol> Symbols(IOperation? source)
    {
        foreach (ISymbol symbol in source is null ? [] : source.DescendantsAndSelf().Select(Root).OfType<ISymbol>())
        {
            yield return symbol;
            if (_origins.TryGetValue(symbol, out ISymbol? origin))
            {
                // A lambda's parameter speaks for the sequence that it runs over.
                yield return origin;
            }
        }
    }

    private static bool IsCollection(ITypeSymbol? type) =>
        type is IArrayTypeSymbol or INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" };

    private static bool IsFloating(ITypeSymbol? type) => type switch
    {
        null => false,
        { SpecialType: SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal } => true,
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => IsFloating(array.ElementType),
        INamedTypeSymbol { Name: "Half" } => true,
        INamedTypeSymbol { Name: "Nullable" } => false,
        INamedTypeSymbol { TypeArguments.Length: 1 } generic => IsFloating(generic.TypeArguments[0]),
        _ => type.Name is "Tensor" or "NDArray" or "Matrix" or "Vector" or "DenseVector" or "DenseMatrix"
            || type.Name.EndsWith("Tensor", StringComparison.Ordinal) || type.Name.EndsWith("Matrix", StringComparison.Ordinal)
            || type.Name.StartsWith("Vector", StringComparison.Ordinal),
    };
}
