using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// The arithmetic that <see cref="Adam"/> and <see cref="AdamW"/> share: moments m and v, bias correction, and
/// w = decay * w - stepSize * m / (sqrt(v) * rootCorrection + epsilon), after g += penalty * w.
/// </summary>
/// <remarks>
/// It is written out for each width: of a form over lanes the compiler inlines less than a tile's updates take, and calls the rest.
/// Kingma, Ba: Adam (2015), algorithm 1; Loshchilov, Hutter: Decoupled Weight Decay Regularization (2019), algorithm 2.
/// </remarks>
internal struct AdamStep
{
    public float Beta1;
    public float Beta2;
    public float Epsilon;

    /// <summary>learningRate / (1 - beta1^step).</summary>
    public float StepSize;

    /// <summary>1 / sqrt(1 - beta2^step).</summary>
    public float RootCorrection;

    /// <summary>Added to the gradient for each unit of the parameter (Adam's weight decay).</summary>
    public float Penalty;

    /// <summary>What the parameter is multiplied by first (AdamW's weight decay).</summary>
    public float Decay;

    public static AdamStep Create(float beta1, float beta2, float epsilon, float learningRate, long step) => new()
    {
        Beta1 = beta1,
        Beta2 = beta2,
        Epsilon = epsilon,
        StepSize = (float)(learningRate / (1 - Math.Pow(beta1, step))),
        RootCorrection = (float)(1 / Math.Sqrt(1 - Math.Pow(beta2, step))),
        Decay = 1f,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Update(ref float parameter, ref float state, nuint offset, nuint stride, float gradient)
    {
        ref float first = ref Unsafe.Add(ref state, offset);
        ref float second = ref Unsafe.Add(ref state, offset + stride);
        if (Penalty != 0f)
        {
            gradient = float.MultiplyAddEstimate(Penalty, parameter, gradient);
        }

        first = Subnormal.Flush(float.MultiplyAddEstimate(Beta1, first, (1f - Beta1) * gradient));
        second = Subnormal.Flush(float.MultiplyAddEstimate(Beta2, second, (1f - Beta2) * gradient * gradient));
        float denominator = float.MultiplyAddEstimate(MathF.Sqrt(second), RootCorrection, Epsilon);
        float decayed = Decay == 1f ? parameter : Decay * parameter;
        parameter = float.MultiplyAddEstimate(-StepSize, first / denominator, decayed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Update(ref float parameter, ref float state, nuint offset, nuint stride, Vector512<float> gradient)
    {
        Vector512<float> value = Vector512.LoadUnsafe(ref parameter);
        if (Penalty != 0f)
        {
            gradient = Vector512.MultiplyAddEstimate(Vector512.Create(Penalty), value, gradient);
        }

        Vector512<float> first = Subnormal.Flush(Vector512.MultiplyAddEstimate(
            Vector512.Create(Beta1), Vector512.LoadUnsafe(ref state, offset), Vector512.Create(1f - Beta1) * gradient));
        first.StoreUnsafe(ref state, offset);
        Vector512<float> second = Subnormal.Flush(Vector512.MultiplyAddEstimate(
            Vector512.Create(1f - Beta2) * gradient, gradient, Vector512.Create(Beta2) * Vector512.LoadUnsafe(ref state, offset + stride)));
        second.StoreUnsafe(ref state, offset + stride);
        Vector512<float> denominator = Vector512.MultiplyAddEstimate(
            Vector512.Sqrt(second), Vector512.Create(RootCorrection), Vector512.Create(Epsilon));
        if (Decay != 1f)
        {
            value *= Vector512.Create(Decay);
        }

        Vector512.MultiplyAddEstimate(Vector512.Create(-StepSize), first / denominator, value).StoreUnsafe(ref parameter);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Update(ref float parameter, ref float state, nuint offset, nuint stride, Vector256<float> gradient)
    {
        Vector256<float> value = Vector256.LoadUnsafe(ref parameter);
        if (Penalty != 0f)
        {
            gradient = Vector256.MultiplyAddEstimate(Vector256.Create(Penalty), value, gradient);
        }

        Vector256<float> first = Subnormal.Flush(Vector256.MultiplyAddEstimate(
            Vector256.Create(Beta1), Vector256.LoadUnsafe(ref state, offset), Vector256.Create(1f - Beta1) * gradient));
        first.StoreUnsafe(ref state, offset);
        Vector256<float> second = Subnormal.Flush(Vector256.MultiplyAddEstimate(
            Vector256.Create(1f - Beta2) * gradient, gradient, Vector256.Create(Beta2) * Vector256.LoadUnsafe(ref state, offset + stride)));
        second.StoreUnsafe(ref state, offset + stride);
        Vector256<float> denominator = Vector256.MultiplyAddEstimate(
            Vector256.Sqrt(second), Vector256.Create(RootCorrection), Vector256.Create(Epsilon));
        if (Decay != 1f)
        {
            value *= Vector256.Create(Decay);
        }

        Vector256.MultiplyAddEstimate(Vector256.Create(-StepSize), first / denominator, value).StoreUnsafe(ref parameter);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Update(ref float parameter, ref float state, nuint offset, nuint stride, Vector128<float> gradient)
    {
        Vector128<float> value = Vector128.LoadUnsafe(ref parameter);
        if (Penalty != 0f)
        {
            gradient = Vector128.MultiplyAddEstimate(Vector128.Create(Penalty), value, gradient);
        }

        Vector128<float> first = Subnormal.Flush(Vector128.MultiplyAddEstimate(
            Vector128.Create(Beta1), Vector128.LoadUnsafe(ref state, offset), Vector128.Create(1f - Beta1) * gradient));
        first.StoreUnsafe(ref state, offset);
        Vector128<float> second = Subnormal.Flush(Vector128.MultiplyAddEstimate(
            Vector128.Create(1f - Beta2) * gradient, gradient, Vector128.Create(Beta2) * Vector128.LoadUnsafe(ref state, offset + stride)));
        second.StoreUnsafe(ref state, offset + stride);
        Vector128<float> denominator = Vector128.MultiplyAddEstimate(
            Vector128.Sqrt(second), Vector128.Create(RootCorrection), Vector128.Create(Epsilon));
        if (Decay != 1f)
        {
            value *= Vector128.Create(Decay);
        }

        Vector128.MultiplyAddEstimate(Vector128.Create(-StepSize), first / denominator, value).StoreUnsafe(ref parameter);
    }
}
