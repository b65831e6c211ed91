using System.Numerics;
using DropoutGen.Samples.Digits.Data;

namespace DropoutGen.Samples.Digits.Drawing;

/// <summary>A sheet of 28 x 28 pixels: anti-aliased lines, blur, noise.</summary>
internal sealed class Canvas
{
    private const int Side = DigitSet.Side;
    private readonly float[] _ink = new float[DigitSet.Pixels];
    private readonly float[] _blurred = new float[DigitSet.Pixels];

    public void Clear() => Array.Clear(_ink);

    /// <summary>Draws a straight piece with round ends; its radius goes from one value to another, in pixels.</summary>
    public void DrawLine(Vector2 start, Vector2 end, float startRadius, float endRadius)
    {
        Vector2 direction = end - start;
        float inverseLength = 1f / MathF.Max(direction.LengthSquared(), 1e-6f);
        Vector2 reach = new(MathF.Max(startRadius, endRadius) + 0.5f);
        Vector2 low = Vector2.Max(Vector2.Min(start, end) - reach, Vector2.Zero);
        Vector2 high = Vector2.Min(Vector2.Max(start, end) + reach, new Vector2(Side - 0.001f));
        for (int y = (int)low.Y; y <= (int)high.Y; y++)
        {
            for (int x = (int)low.X; x <= (int)high.X; x++)
            {
                Vector2 pixel = new(x + 0.5f, y + 0.5f);
                float along = Math.Clamp(Vector2.Dot(pixel - start, direction) * inverseLength, 0f, 1f);
                float distance = Vector2.Distance(pixel, start + (along * direction));
                float radius = startRadius + (along * (endRadius - startRadius));
                // The part of the pixel that the line covers, near enough.
                float covered = Math.Clamp(radius + 0.5f - distance, 0f, 1f);
                ref float ink = ref _ink[(y * Side) + x];
                ink = MathF.Max(ink, covered);
            }
        }
    }

    /// <summary>Blurs by (side, 1 - 2 side, side) along rows and columns.</summary>
    public void Blur(float side)
    {
        BlurLines(_ink, _blurred, step: 1, lineStep: Side, side);
        BlurLines(_blurred, _ink, step: Side, lineStep: 1, side);
    }

    /// <summary>Writes the sheet with the given strength of ink and noise of the given deviation.</summary>
    public void CopyTo(Span<float> image, ref RandomStream random, float contrast, float noise)
    {
        for (int i = 0; i < _ink.Length; i++)
        {
            image[i] = Math.Clamp((contrast * _ink[i]) + (noise * random.NextNormal()), 0f, 1f);
        }
    }

    private static void BlurLines(float[] source, float[] destination, int step, int lineStep, float side)
    {
        for (int line = 0; line < Side; line++)
        {
            float previous = 0f;
            for (int i = 0; i < Side; i++)
            {
                int at = (line * lineStep) + (i * step);
                float next = i + 1 < Side ? source[at + step] : 0f;
                destination[at] = ((1f - (2f * side)) * source[at]) + (side * (previous + next));
                previous = source[at];
            }
        }
    }
}
