using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// The sums over a batch that the gradients of a batch normalisation need: of the gradients g behind it, and of their products
/// with the normalised values y. They are the gradients of bias and weight, and give what the input gradient
/// factor * (g - mean(g) - y mean(g y)) adds to g.
/// </summary>
internal static class BatchNormGradient
{
    // As BatchMoments: sums of blocks are added up.
    private const uint BlockRows = 64;

    public static void Run<TRule>(
        VectorWidth width,
        in BatchNormColumns columns,
        in BatchNormVectors vectors,
        in ParameterTarget<TRule> weight,
        in ParameterTarget<TRule> bias)
        where TRule : struct, IUpdateRule<TRule>
    {
        switch (width)
        {
            case VectorWidth.Vector512:
                Run<TRule, Lanes512>(in columns, in vectors, in weight, in bias);
                break;
            case VectorWidth.Vector256:
                Run<TRule, Lanes256>(in columns, in vectors, in weight, in bias);
                break;
            case VectorWidth.Vector128:
                Run<TRule, Lanes128>(in columns, in vectors, in weight, in bias);
                break;
            default:
                Run<TRule, Lanes1>(in columns, in vectors, in weight, in bias);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TRule, TLanes>(
        in BatchNormColumns columns,
        in BatchNormVectors vectors,
        in ParameterTarget<TRule> weight,
        in ParameterTarget<TRule> bias)
        where TRule : struct, IUpdateRule<TRule>
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes share = TLanes.Create(-1f / columns.Rows);
        for (nuint column = 0; column < columns.Count; column += (nuint)TLanes.Count)
        {
            TLanes mean = TLanes.Load(ref Unsafe.Add(ref vectors.Mean, column));
            TLanes gradients = TLanes.Create(0f);
            TLanes products = TLanes.Create(0f);
            ref float gradient = ref Unsafe.Add(ref columns.Gradient, column);
            ref float input = ref Unsafe.Add(ref columns.Input, column);
            for (nuint row = 0; row < columns.Rows;)
            {
                nuint end = Math.Min(columns.Rows, row + BlockRows);
                Sum(ref gradient, ref input, columns.Stride, row, end, mean, ref gradients, ref products);
                row = end;
            }

            TLanes inverse = TLanes.Load(ref Unsafe.Add(ref vectors.InverseDeviation, column));
            TLanes factor = TLanes.Load(ref Unsafe.Add(ref vectors.Factor, column));
            products *= inverse;
            (factor * gradients * share).Store(ref Unsafe.Add(ref vectors.GradientOffset, column));
            (factor * inverse * products * share).Store(ref Unsafe.Add(ref vectors.InputFactor, column));
            if (vectors.HasWeight)
            {
                weight.Update(column, products);
                bias.Update(column, gradients);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum<TLanes>(
        ref float gradient, ref float input, nuint stride, nuint row, nuint end, TLanes mean, ref TLanes gradients, ref TLanes products)
        where TLanes : struct, ILanes<TLanes>
    {
        // Two sums of each hide the latency of the addition.
        TLanes evenGradients = TLanes.Create(0f);
        TLanes oddGradients = evenGradients;
        TLanes evenProducts = evenGradients;
        TLanes oddProducts = evenGradients;
        for (; row + 2 <= end; row += 2)
        {
            TLanes even = TLanes.Load(ref Unsafe.Add(ref gradient, row * stride));
            TLanes odd = TLanes.Load(ref Unsafe.Add(ref gradient, (row + 1) * stride));
            evenGradients += even;
            oddGradients += odd;
            evenProducts = TLanes.MultiplyAdd(even, TLanes.Load(ref Unsafe.Add(ref input, row * stride)) - mean, evenProducts);
            oddProducts = TLanes.MultiplyAdd(odd, TLanes.Load(ref Unsafe.Add(ref input, (row + 1) * stride)) - mean, oddProducts);
        }

        if (row < end)
        {
            TLanes last = TLanes.Load(ref Unsafe.Add(ref gradient, row * stride));
            evenGradients += last;
            evenProducts = TLanes.MultiplyAdd(last, TLanes.Load(ref Unsafe.Add(ref input, row * stride)) - mean, evenProducts);
        }

        gradients += evenGradients + oddGradients;
        products += evenProducts + oddProducts;
    }
}

/// <summary>Columns of the gradient behind a batch normalisation and of the values in front.</summary>
internal readonly ref struct BatchNormColumns(ref float gradient, ref float input, nuint stride, nuint rows, nuint count)
{
    public readonly ref float Gradient = ref gradient;
    public readonly ref float Input = ref input;
    public readonly nuint Stride = stride;
    public readonly nuint Rows = rows;
    public readonly nuint Count = count;
}
