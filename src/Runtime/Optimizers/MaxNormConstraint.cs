using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// After an update: a unit whose incoming weights have a longer Euclidean norm than its layer allows has them scaled back to
/// that norm. A unit's sum is never cut, so that the result does not depend on who computes it.
/// </summary>
/// <remarks>Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov: Dropout (2014), section 5.1.</remarks>
internal sealed class MaxNormConstraint(NetworkState state) : ParallelWork
{
    // Reading a weight twice, and writing some.
    private const int OperationsPerValue = 8;

    private readonly bool _isEmpty = !state.Definition.HasMaxNorm;
    private int _parameter;

    /// <summary>Constrains all weights that have a limit.</summary>
    /// <param name="runner">What runs it.</param>
    public void Apply<TNetwork>(PassRunner<TNetwork> runner)
        where TNetwork : class, INetwork<TNetwork>
    {
        if (_isEmpty)
        {
            return;
        }

        for (_parameter = 0; _parameter < state.Definition.Parameters.Length; _parameter++)
        {
            ParameterDefinition weight = state.Definition.Parameters[_parameter];
            if (double.IsFinite(weight.MaxNorm)
                && !runner.TryRun(this, (long)weight.StorageLength * OperationsPerValue, OpenParts.Maximum))
            {
                Run(0, 1);
            }
        }
    }

    public override void Run(int part, int parts)
    {
        switch (state.VectorWidth)
        {
            case VectorWidth.Vector512:
                Run<Lanes512>(part, parts);
                break;
            case VectorWidth.Vector256:
                Run<Lanes256>(part, parts);
                break;
            case VectorWidth.Vector128:
                Run<Lanes128>(part, parts);
                break;
            default:
                Run<Lanes1>(part, parts);
                break;
        }
    }

    // Units are cut at cache lines, or one by one where each has lines of its own.
    private void Run<TLanes>(int part, int parts)
        where TLanes : struct, ILanes<TLanes>
    {
        ParameterDefinition weight = state.Definition.Parameters[_parameter];
        int step = weight.IsTransposed ? 1 : Lanes512.Count;
        int end = WorkSplit.Start(weight.Units, step, part + 1, parts);
        for (int unit = WorkSplit.Start(weight.Units, step, part, parts); unit < end; unit += weight.IsTransposed ? 1 : TLanes.Count)
        {
            ref float values = ref Unsafe.Add(ref state.Parameter(_parameter), weight.StorageIndex(unit, 0));
            if (weight.IsTransposed)
            {
                ConstrainUnit<TLanes>(weight, ref values);
            }
            else
            {
                ConstrainVector<TLanes>(weight, ref values);
            }
        }
    }

    // A vector of units, over the inputs. Padding has the norm 0.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ConstrainVector<TLanes>(ParameterDefinition weight, ref float values)
        where TLanes : struct, ILanes<TLanes>
    {
        // Two sums hide the latency of the addition.
        TLanes even = TLanes.Create(0f);
        TLanes odd = TLanes.Create(0f);
        nuint stride = (nuint)weight.PanelWidth;
        nuint end = (nuint)weight.Inputs * stride;
        nuint at = 0;
        for (; at + stride < end; at += 2 * stride)
        {
            TLanes first = TLanes.Load(ref Unsafe.Add(ref values, at));
            TLanes second = TLanes.Load(ref Unsafe.Add(ref values, at + stride));
            even = TLanes.MultiplyAdd(first, first, even);
            odd = TLanes.MultiplyAdd(second, second, odd);
        }

        if (at < end)
        {
            TLanes last = TLanes.Load(ref Unsafe.Add(ref values, at));
            even = TLanes.MultiplyAdd(last, last, even);
        }

        TLanes norm = TLanes.Sqrt(even + odd);
        TLanes limit = TLanes.Create((float)weight.MaxNorm);
        TLanes one = TLanes.Create(1f);
        if (!(norm.Maximum() > (float)weight.MaxNorm))
        {
            return;
        }

        TLanes factor = TLanes.SelectLess(limit, norm, limit / norm, one);
        for (at = 0; at < end; at += stride)
        {
            ref float value = ref Unsafe.Add(ref values, at);
            (TLanes.Load(ref value) * factor).Store(ref value);
        }
    }

    // One unit, whose inputs lie in panels.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ConstrainUnit<TLanes>(ParameterDefinition weight, ref float values)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes sum = TLanes.Create(0f);
        nuint panel = (nuint)(weight.PanelWidth * weight.PanelRows);
        for (int input = 0; input < weight.Inputs; input += TLanes.Count)
        {
            TLanes value = TLanes.Load(ref Unsafe.Add(ref values, At(input)));
            sum = TLanes.MultiplyAdd(value, value, sum);
        }

        float norm = MathF.Sqrt(sum.Sum());
        if (!(norm > (float)weight.MaxNorm))
        {
            return;
        }

        TLanes factor = TLanes.Create((float)weight.MaxNorm / norm);
        for (int input = 0; input < weight.Inputs; input += TLanes.Count)
        {
            ref float value = ref Unsafe.Add(ref values, At(input));
            (TLanes.Load(ref value) * factor).Store(ref value);
        }

        nuint At(int input) => ((nuint)(input / weight.PanelWidth) * panel) + (nuint)(input % weight.PanelWidth);
    }
}
