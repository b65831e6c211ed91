using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>Applies an update rule to a tensor whose gradient stands in memory in the same layout.</summary>
internal static class ElementwiseUpdate
{
    public static void Run<TRule>(
        VectorWidth width,
        in TRule rule,
        AlignedBuffer parameters,
        AlignedBuffer gradients,
        AlignedBuffer state,
        int offset,
        int length,
        float scale)
        where TRule : struct, IUpdateRule<TRule>
    {
        switch (width)
        {
            case VectorWidth.Vector512:
                Run<TRule, Lanes512>(in rule, parameters, gradients, state, offset, length, scale);
                break;
            case VectorWidth.Vector256:
                Run<TRule, Lanes256>(in rule, parameters, gradients, state, offset, length, scale);
                break;
            case VectorWidth.Vector128:
                Run<TRule, Lanes128>(in rule, parameters, gradients, state, offset, length, scale);
                break;
            default:
                Run<TRule, Lanes1>(in rule, parameters, gradients, state, offset, length, scale);
                break;
        }
    }

    /// <summary>The same of values in memory whose gradient is zero.</summary>
    /// <param name="width">Vector width.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="target">The first value.</param>
    /// <param name="states">Start of all states.</param>
    /// <param name="state">Where the value's state starts.</param>
    /// <param name="stateStride">Distance from one state of a value to the next.</param>
    /// <param name="length">Number of values, whole vectors of any width.</param>
    public static void RunWithoutGradient<TRule>(
        VectorWidth width, in TRule rule, ref float target, ref float states, nuint state, nuint stateStride, nuint length)
        where TRule : struct, IUpdateRule<TRule>
    {
        switch (width)
        {
            case VectorWidth.Vector512:
                RunWithoutGradient<TRule, Lanes512>(in rule, ref target, ref states, state, stateStride, length);
                break;
            case VectorWidth.Vector256:
                RunWithoutGradient<TRule, Lanes256>(in rule, ref target, ref states, state, stateStride, length);
                break;
            case VectorWidth.Vector128:
                RunWithoutGradient<TRule, Lanes128>(in rule, ref target, ref states, state, stateStride, length);
                break;
            default:
                RunWithoutGradient<TRule, Lanes1>(in rule, ref target, ref states, state, stateStride, length);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunWithoutGradient<TRule, TLanes>(
        in TRule rule, ref float target, ref float states, nuint state, nuint stateStride, nuint length)
        where TRule : struct, IUpdateRule<TRule>
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes zero = TLanes.Create(0f);
        for (nuint i = 0; i < length; i += (nuint)TLanes.Count)
        {
            TLanes.Update(in rule, ref Unsafe.Add(ref target, i), ref states, state + i, stateStride, zero);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TRule, TLanes>(
        in TRule rule,
        AlignedBuffer parameters,
        AlignedBuffer gradients,
        AlignedBuffer state,
        int offset,
        int length,
        float scale)
        where TRule : struct, IUpdateRule<TRule>
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes factor = TLanes.Create(scale);
        ref float parameter = ref Unsafe.Add(ref parameters.Reference, offset);
        ref float gradient = ref Unsafe.Add(ref gradients.Reference, offset);
        // Storage is padded to whole vectors.
        for (nuint i = 0; i < (nuint)length; i += (nuint)TLanes.Count)
        {
            TLanes.Update(
                in rule,
                ref Unsafe.Add(ref parameter, i),
                ref state.Reference,
                (nuint)offset + i,
                (nuint)parameters.Length,
                TLanes.Load(ref Unsafe.Add(ref gradient, i)) * factor);
        }
    }
}
