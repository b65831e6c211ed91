using System.Numerics;

namespace DropoutGen.Samples.Digits.Drawing;

/// <summary>From control points to the short straight pieces that the canvas draws.</summary>
internal static class PenPath
{
    private const int PiecesPerSpan = 6;

    /// <summary>Appends the path through the points; a curve is a uniform Catmull-Rom spline.</summary>
    public static void Flatten(ReadOnlySpan<Vector2> points, bool isCurve, List<Vector2> path)
    {
        path.Add(points[0]);
        for (int i = 0; i + 1 < points.Length; i++)
        {
            // The ends continue straight on.
            Vector2 start = points[i];
            Vector2 end = points[i + 1];
            Vector2 before = i > 0 ? points[i - 1] : (2 * start) - end;
            Vector2 after = i + 2 < points.Length ? points[i + 2] : (2 * end) - start;
            for (int piece = 1; piece <= PiecesPerSpan; piece++)
            {
                // Straight lines are cut too: what bends the path later acts on its points.
                float t = (float)piece / PiecesPerSpan;
                path.Add(isCurve ? CatmullRom(before, start, end, after, t) : Vector2.Lerp(start, end, t));
            }
        }
    }

    private static Vector2 CatmullRom(Vector2 before, Vector2 start, Vector2 end, Vector2 after, float t)
    {
        Vector2 linear = end - before;
        Vector2 square = (2 * before) - (5 * start) + (4 * end) - after;
        Vector2 cube = (3 * (start - end)) + after - before;
        return start + (0.5f * t * (linear + (t * (square + (t * cube)))));
    }
}
