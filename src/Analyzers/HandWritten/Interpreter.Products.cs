using Microsoft.CodeAnalysis;

namespace DropoutGen.Analyzers.HandWritten;

/// <summary>Products: where masks meet data, and data their factors.</summary>
internal sealed partial class Interpreter
{
    private Value Multiply(Value left, Value right, IOperation place, IOperation? first, IOperation? second)
    {
        left = AsFactor(left);
        right = AsFactor(right);
        switch (left, right)
        {
            case (Number a, Number b):
                if (!b.IsConstant)
                {
                    Loose(a, second, place);
                }

                if (!a.IsConstant)
                {
                    Loose(b, first, place);
                }

                return Number.Of(a.Amount * b.Amount, a, b);
            case (UniformDraw draw, Number number):
                return draw with { Offset = draw.Offset * number.Amount, Scale = draw.Scale * number.Amount, Names = draw.Names.Union(number.Names) };
            case (Number, UniformDraw) or (Data, Number) or (Data, Mask) or (Number, Mask) or (Data, Dropped) or (Number, Dropped):
                return Multiply(right, left, place, second, first);
            case (Mask mask, Number number) when IsFactorOf(number, mask.Keep):
                return mask with { Factor = Number.Of(mask.Factor.Amount * number.Amount, mask.Factor, number) };
            case (Mask mask, Number or Data) when IsFloating(place.Type) || IsFloating(second?.Type):
                Suppress(second);
                Dropped masked = Drop(place, mask.Site, mask.Keep, [.. Symbols(first), .. Symbols(second)], skips: false);
                masked.Application.Factors.Add(mask.Factor);
                return masked;
            case (Dropped dropped, Number number):
                dropped.Application.Factors.Add(number);
                return dropped;
            case (Dropped, Data):
                Suppress(second);
                Meet(first, second);
                return left;
            case (Dropped, Mask) or (Mask, Dropped):
                return left is Dropped ? left : right;
            case (Number, Data) when IsZero(left):
                return left;
            case (Number number, Data data):
                Loose(number, second, place);
                Number whole = data.Factor is { } earlier ? Number.Of(earlier.Amount * number.Amount, earlier, number) : number;
                Loose(whole, second, place);
                return new Data(whole);
            case (Data, Data):
                Suppress(first);
                Suppress(second);
                return Data.Any;
            default:
                return Data.Any;
        }
    }

    private Value Divide(Value left, Value right, IOperation place, IOperation? first, IOperation? second)
    {
        switch (left, right)
        {
            case (Number a, Number b):
                if (!a.IsConstant)
                {
                    Loose(Inverse(b), first, place);
                }

                return Number.Of(b.Amount == 0 ? 0 : a.Amount / b.Amount, a, b);
            case (_, Number number):
                return Multiply(left, Inverse(number), place, first, second);
            case (Mask or Dropped or Chance, Data):
                // Divided by something that is not followed: the count of kept units, for example.
                ScaledByName.Add(_root);
                return left is Chance ? Data.Any : left;
            default:
                Suppress(second);
                return Data.Any;
        }
    }

    private static Number Inverse(Number number) => number with { Amount = number.Amount == 0 ? 0 : 1 / number.Amount };

    private static Value AsFactor(Value value) => value switch
    {
        Chance chance => new Mask(chance.Probability, new Number(1), chance.Site),
        WholeDraw { Count.Amount: 2 } draw => new Mask(new Number(0.5), new Number(1), draw.Site),
        Corrupted or Function => Data.Any,
        _ => value,
    };

    private void Loose(Number factor, IOperation? other, IOperation place)
    {
        // A factor of a constant only computes another factor.
        if (other is null || !other.ConstantValue.HasValue)
        {
            Factors.Add(new LooseFactor(factor, _root, _conditions > 0, place));
            if (factor.Names.Any(static name => Words.SaysScale(name) && !Words.SaysDropout(name)))
            {
                ScaledByName.Add(_root);
            }
        }
    }

    // A multiplication by something unknown that is called a scale: taken for the right scale.
    private void Suppress(IOperation? factor)
    {
        if (factor is not null && Root(factor) is { } symbol && Words.SaysScale(symbol.Name) && !Words.SaysDropout(symbol.Name))
        {
            ScaledByName.Add(_root);
        }
    }

    private void Meet(IOperation? first, IOperation? second)
    {
        if (first is not null && second is not null && IsElement(second) && Root(first) is { } symbol)
        {
            _neural.Add(symbol);
        }
    }
}
