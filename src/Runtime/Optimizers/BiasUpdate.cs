using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>A bias's gradient is the sum of the product's gradient over the rows; it is updated while still in registers.</summary>
internal static class BiasUpdate
{
    public static void Run<TRule>(
        VectorWidth width,
        in TRule rule,
        ref float bias,
        ref float state,
        nuint offset,
        nuint stateStride,
        ref float gradient,
        nuint stride,
        nuint rows,
        nuint units)
        where TRule : struct, IUpdateRule<TRule>
    {
        switch (width)
        {
            case VectorWidth.Vector512:
                Run<TRule, Lanes512>(in rule, ref bias, ref state, offset, stateStride, ref gradient, stride, rows, units);
                break;
            case VectorWidth.Vector256:
                Run<TRule, Lanes256>(in rule, ref bias, ref state, offset, stateStride, ref gradient, stride, rows, units);
                break;
            case VectorWidth.Vector128:
                Run<TRule, Lanes128>(in rule, ref bias, ref state, offset, stateStride, ref gradient, stride, rows, units);
                break;
            default:
                Run<TRule, Lanes1>(in rule, ref bias, ref state, offset, stateStride, ref gradient, stride, rows, units);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TRule, TLanes>(
        in TRule rule,
        ref float bias,
        ref float state,
        nuint offset,
        nuint stateStride,
        ref float gradient,
        nuint stride,
        nuint rows,
        nuint units)
        where TRule : struct, IUpdateRule<TRule>
        where TLanes : struct, ILanes<TLanes>
    {
        for (nuint unit = 0; unit < units; unit += (nuint)TLanes.Count)
        {
            // Two sums hide the latency of the addition.
            TLanes even = TLanes.Create(0f);
            TLanes odd = TLanes.Create(0f);
            nuint position = unit;
            nuint row = 0;
            for (; row + 2 <= rows; row += 2)
            {
                even += TLanes.Load(ref Unsafe.Add(ref gradient, position));
                odd += TLanes.Load(ref Unsafe.Add(ref gradient, position + stride));
                position += 2 * stride;
            }

            if (row < rows)
            {
                even += TLanes.Load(ref Unsafe.Add(ref gradient, position));
            }

            TLanes.Update(
                in rule, ref Unsafe.Add(ref bias, unit), ref state, offset + unit, stateStride, even + odd);
        }
    }
}
