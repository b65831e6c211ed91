using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutGen.CompilerServices;

/// <summary>Transposes a weight from panels of units into panels of inputs, for the input gradient's product.</summary>
internal static class Transposition
{
    /// <summary>
    /// Reads [unit panel][input][unit in panel], writes [input panel][unit][input in panel]; inputs that pad the last
    /// panel are zero, and so are units up to a multiple of 4.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ParameterDefinition weight, ref float source, ref float destination, int panelWidth)
    {
        int inputs = weight.Inputs;
        int sourceInputs = weight.PanelRows;
        int sourceWidth = weight.PanelWidth;

        // Units that pad the last block of 4 are there in the storage, and zero.
        int units = (weight.Units + 3) / 4 * 4;
        int paddedInputs = (inputs + panelWidth - 1) / panelWidth * panelWidth;
        for (int input = 0; input < paddedInputs; input += 4)
        {
            ref float to = ref Unsafe.Add(ref destination, (input / panelWidth * units * panelWidth) + (input % panelWidth));
            if (input + 4 <= inputs)
            {
                // Both panel widths are multiples of 4, so a block of 4 x 4 stays inside one panel on each side.
                for (int unit = 0; unit < units; unit += 4)
                {
                    ref float from = ref Unsafe.Add(
                        ref source, (((unit / sourceWidth * sourceInputs) + input) * sourceWidth) + (unit % sourceWidth));
                    Block(ref from, sourceWidth, ref Unsafe.Add(ref to, unit * panelWidth), panelWidth);
                }

                continue;
            }

            for (int unit = 0; unit < units; unit++)
            {
                for (int i = 0; i < 4; i++)
                {
                    Unsafe.Add(ref to, (unit * panelWidth) + i) = input + i < inputs
                        ? Unsafe.Add(ref source, weight.StorageIndex(unit, input + i))
                        : 0f;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Block(ref float from, int fromStride, ref float to, int toStride)
    {
        Vector128<float> row0 = Vector128.LoadUnsafe(ref from);
        Vector128<float> row1 = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, fromStride));
        Vector128<float> row2 = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 2 * fromStride));
        Vector128<float> row3 = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 3 * fromStride));

        // Interleave rows 0 with 2 and 1 with 3, then the results: the transpose.
        Vector128<float> low02 = Interleave.Low(row0, row2);
        Vector128<float> high02 = Interleave.High(row0, row2);
        Vector128<float> low13 = Interleave.Low(row1, row3);
        Vector128<float> high13 = Interleave.High(row1, row3);
        Interleave.Low(low02, low13).StoreUnsafe(ref to);
        Interleave.High(low02, low13).StoreUnsafe(ref Unsafe.Add(ref to, toStride));
        Interleave.Low(high02, high13).StoreUnsafe(ref Unsafe.Add(ref to, 2 * toStride));
        Interleave.High(high02, high13).StoreUnsafe(ref Unsafe.Add(ref to, 3 * toStride));
    }
}
