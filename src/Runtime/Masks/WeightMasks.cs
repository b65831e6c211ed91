using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Masks of a weight, one for all rows of a pass, and the masked weight that its products take. By the mask contract an input is
/// a row and an output a unit. The bits then stand as the weight is stored, so that kernels find them beside it.
/// </summary>
internal static class WeightMasks
{
    private const int WordBits = 32;

    /// <summary>Words of the stored mask.</summary>
    public static int WordCount(ParameterDefinition weight) => Stored(weight).WordCount(Rows(weight));

    /// <summary>Draws a pass's mask and masks the weight.</summary>
    public static void Draw(NetworkState state, Workspace workspace, int site, MaskKey key)
    {
        DropoutState dropout = state.Dropouts[site];
        ParameterDefinition weight = state.Definition.Parameters[dropout.Definition.Weight];
        MaskLayout layout = dropout.Layout;
        Span<uint> stored = workspace.MaskSpan(site);
        Span<uint> drawn = weight.IsTransposed ? workspace.Draws(site, layout.WordCount(weight.Inputs)) : stored;
        MaskGenerator.Fill(
            state.VectorWidth, drawn, layout, site, key.Seed, key.Pass, passes: 1, firstRow: 0, weight.Inputs, dropout.Keep);
        if (weight.IsTransposed)
        {
            Transpose(drawn, layout, stored, Stored(weight));
        }

        Apply(state, workspace, site);
    }

    /// <summary>Writes the masked weight by the mask and the scale that stand in the workspace.</summary>
    public static void Apply(NetworkState state, Workspace workspace, int site)
    {
        DropoutDefinition dropout = state.Dropouts[site].Definition;
        ParameterDefinition weight = state.Definition.Parameters[dropout.Weight];
        ref float source = ref state.Parameter(dropout.Weight);
        ref float destination = ref workspace.Buffer(dropout.NoiseBuffer);
        ref uint mask = ref workspace.Mask(site);
        float scale = workspace.TrainingScales[site];
        switch (state.VectorWidth)
        {
            case VectorWidth.Vector512:
                Apply<Lanes512>(weight, ref source, ref destination, ref mask, scale);
                break;
            case VectorWidth.Vector256:
                Apply<Lanes256>(weight, ref source, ref destination, ref mask, scale);
                break;
            case VectorWidth.Vector128:
                Apply<Lanes128>(weight, ref source, ref destination, ref mask, scale);
                break;
            default:
                Apply<Lanes1>(weight, ref source, ref destination, ref mask, scale);
                break;
        }
    }

    // Rows of a panel: inputs, or units where the weight is stored transposed.
    private static int Rows(ParameterDefinition weight) => weight.IsTransposed ? weight.Units : weight.Inputs;

    private static MaskLayout Stored(ParameterDefinition weight) => new(weight.IsTransposed ? weight.Inputs : weight.Units);

    // What pads rows and panels is zero and stays so, whatever its bits.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<TLanes>(
        ParameterDefinition weight, ref float source, ref float destination, ref uint mask, float scale)
        where TLanes : struct, ILanes<TLanes>
    {
        int rows = Rows(weight);
        int width = weight.PanelWidth;
        nuint rowBits = (nuint)Stored(weight).RowBits;
        TLanes factor = TLanes.Create(scale);
        int panels = weight.StorageLength / (width * weight.PanelRows);
        for (int panel = 0; panel < panels; panel++)
        {
            for (int row = 0; row < rows; row++)
            {
                nuint at = (nuint)(((panel * weight.PanelRows) + row) * width);
                nuint bit = ((nuint)row * rowBits) + (nuint)(panel * width);
                for (nuint i = 0; i < (nuint)width; i += (nuint)TLanes.Count)
                {
                    TLanes value = TLanes.Load(ref Unsafe.Add(ref source, at + i)) * factor;
                    TLanes.Keep(value, KernelMath.MaskBits(ref mask, bit + i)).Store(ref Unsafe.Add(ref destination, at + i));
                }
            }
        }
    }

    // Bits [input][unit] to bits [unit][input], 32 x 32 at a time.
    private static void Transpose(ReadOnlySpan<uint> source, MaskLayout from, Span<uint> destination, MaskLayout to)
    {
        Span<uint> block = stackalloc uint[WordBits];
        for (int input = 0; input < to.Units; input += WordBits)
        {
            int inputs = Math.Min(WordBits, to.Units - input);
            for (int unit = 0; unit < from.Units; unit += WordBits)
            {
                block.Clear();
                for (int i = 0; i < inputs; i++)
                {
                    block[i] = KernelMath.MaskBits(
                        ref MemoryMarshal.GetReference(source), (nuint)(((long)(input + i) * from.RowBits) + unit));
                }

                Transpose(block);
                int units = Math.Min(WordBits, from.Units - unit);
                for (int i = 0; i < units; i++)
                {
                    MaskGenerator.MoveBits(
                        block, i * WordBits, destination, ((long)(unit + i) * to.RowBits) + input, Math.Min(WordBits, to.RowBits));
                }
            }
        }
    }

    // Swaps the halves off the diagonal, then those of the halves, and so on. Warren: Hacker's Delight, section 7-3.
    private static void Transpose(Span<uint> block)
    {
        uint low = 0x0000_FFFF;
        for (int half = WordBits / 2; half > 0; half /= 2, low ^= low << half)
        {
            for (int row = 0; row < WordBits; row = (row + half + 1) & ~half)
            {
                uint changed = ((block[row] >> half) ^ block[row + half]) & low;
                block[row] ^= changed << half;
                block[row + half] ^= changed;
            }
        }
    }
}
