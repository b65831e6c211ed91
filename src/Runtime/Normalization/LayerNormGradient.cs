using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// The gradients of a layer normalisation's weight and bias: sums over the rows of g y and of g, y being the normalised
/// values. A column is one thread's.
/// </summary>
internal static class LayerNormGradient
{
    // Numbers that are kept for each row: its mean and 1 / sqrt(variance + epsilon) are the first two.
    private const uint MomentsPerRow = 4;

    public static void Run<TRule>(
        VectorWidth width, in BatchNormColumns columns, ref float moments, in ParameterTarget<TRule> weight, in ParameterTarget<TRule> bias)
        where TRule : struct, IUpdateRule<TRule>
    {
        switch (width)
        {
            case VectorWidth.Vector512:
                Run<TRule, Lanes512>(in columns, ref moments, in weight, in bias);
                break;
            case VectorWidth.Vector256:
                Run<TRule, Lanes256>(in columns, ref moments, in weight, in bias);
                break;
            case VectorWidth.Vector128:
                Run<TRule, Lanes128>(in columns, ref moments, in weight, in bias);
                break;
            default:
                Run<TRule, Lanes1>(in columns, ref moments, in weight, in bias);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TRule, TLanes>(
        in BatchNormColumns columns, ref float moments, in ParameterTarget<TRule> weight, in ParameterTarget<TRule> bias)
        where TRule : struct, IUpdateRule<TRule>
        where TLanes : struct, ILanes<TLanes>
    {
        for (nuint column = 0; column < columns.Count; column += (nuint)TLanes.Count)
        {
            TLanes gradients = TLanes.Create(0f);
            TLanes products = TLanes.Create(0f);
            for (nuint row = 0; row < columns.Rows; row++)
            {
                nuint at = (row * columns.Stride) + column;
                ref float ofRow = ref Unsafe.Add(ref moments, row * MomentsPerRow);
                TLanes gradient = TLanes.Load(ref Unsafe.Add(ref columns.Gradient, at));
                TLanes normal = (TLanes.Load(ref Unsafe.Add(ref columns.Input, at)) - TLanes.Create(ofRow))
                    * TLanes.Create(Unsafe.Add(ref ofRow, 1));
                gradients += gradient;
                products = TLanes.MultiplyAdd(gradient, normal, products);
            }

            weight.Update(column, products);
            bias.Update(column, gradients);
        }
    }
}
