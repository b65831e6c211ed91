namespace DropoutGen.CompilerServices;

/// <summary>
/// Draws initial parameters. Value i of tensor t comes from word i mod 4 of the Philox block with counter
/// (i / 4, t, 0, 2^31): no mask uses that counter, and the draw depends on nothing but the seed and the position.
/// </summary>
internal static class Initializer
{
    private const uint Stream = 0x8000_0000;

    public static void Run(NetworkState state, ulong seed)
    {
        Span<uint> words = stackalloc uint[4];
        for (int tensor = 0; tensor < state.Parameters.Count; tensor++)
        {
            ParameterView view = state.Parameters[tensor];
            var values = new float[view.Count];
            Array.Fill(values, view.Definition.InitialValue);
            double bound = Math.Sqrt(3 * view.Definition.InitialVariance);
            if (bound > 0)
            {
                for (int i = 0; i < values.Length; i++)
                {
                    if (i % 4 == 0)
                    {
                        Philox4x32.Block((uint)(i / 4), (uint)tensor, 0, Stream, (uint)seed, (uint)(seed >> 32), words);
                    }

                    // 24 bits at the middle of their cell: symmetric about 0, never an end point.
                    double unit = ((words[i % 4] >> 8) + 0.5) / (1 << 24);
                    values[i] = (float)(bound * ((2 * unit) - 1));
                }
            }

            view.CopyFrom(values);
        }

        state.BatchNorms.Reset();
    }
}
