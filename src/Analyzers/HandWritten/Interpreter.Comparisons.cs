using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.HandWritten;

/// <summary>Comparisons: of a draw with a number they are random conditions.</summary>
internal sealed partial class Interpreter
{
    private static Value Compare(BinaryOperatorKind kind, Value left, Value right)
    {
        if (left is Number && right is not Number)
        {
            return Compare(Mirrored(kind), right, left);
        }

        if (right is not Number bound)
        {
            return Data.Any;
        }

        switch (left)
        {
            case UniformDraw draw:
                var below = new Chance(new Number((bound.Amount - draw.Offset) / draw.Scale, bound.Names.Union(draw.Names)), draw.Site);
                return kind switch
                {
                    BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual => below,
                    BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual => below.Not(),
                    _ => Data.Any,
                };
            case WholeDraw whole:
                var less = new Chance(Number.Of(bound.Amount / whole.Count.Amount, bound, whole.Count), whole.Site);
                var lessOrEqual = new Chance(Number.Of((bound.Amount + 1) / whole.Count.Amount, bound, whole.Count), whole.Site);
                var equal = new Chance(whole.Count with { Amount = 1 / whole.Count.Amount }, whole.Site);
                return kind switch
                {
                    BinaryOperatorKind.LessThan => less,
                    BinaryOperatorKind.LessThanOrEqual => lessOrEqual,
                    BinaryOperatorKind.GreaterThan => lessOrEqual.Not(),
                    BinaryOperatorKind.GreaterThanOrEqual => less.Not(),
                    BinaryOperatorKind.Equals => equal,
                    BinaryOperatorKind.NotEquals => equal.Not(),
                    _ => Data.Any,
                };
            case Mask mask:
                var kept = new Chance(mask.Keep, mask.Site);
                bool isZero = bound.Amount == 0;
                return kind switch
                {
                    BinaryOperatorKind.Equals => isZero ? kept.Not() : kept,
                    BinaryOperatorKind.NotEquals => isZero ? kept : kept.Not(),
                    BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual => kept,
                    BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual => kept.Not(),
                    _ => Data.Any,
                };
            default:
                return Data.Any;
        }
    }

    private static BinaryOperatorKind Mirrored(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => kind,
    };
}
