using System.Numerics;

namespace DropoutGen.Samples.Digits.Drawing;

/// <summary>
/// A smooth random displacement of the plane (Simard, Steinkraus, Platt 2003): random vectors on a coarse grid, joined
/// smoothly. It moves the pen's path rather than pixels, which keeps lines sharp.
/// </summary>
internal sealed class ElasticField
{
    private const int Cells = 4;
    private readonly Vector2[] _nodes = new Vector2[(Cells + 1) * (Cells + 1)];

    /// <summary>Draws a new field.</summary>
    /// <param name="random">Source of the vectors.</param>
    /// <param name="strength">Deviation of each component, in parts of the plane's side.</param>
    public void Draw(ref RandomStream random, float strength)
    {
        foreach (ref Vector2 node in _nodes.AsSpan())
        {
            node = strength * new Vector2(random.NextNormal(), random.NextNormal());
        }
    }

    /// <summary>The point after displacement; the plane is the unit square.</summary>
    public Vector2 Apply(Vector2 point)
    {
        Vector2 position = Vector2.Clamp(point, Vector2.Zero, new Vector2(0.9999f)) * Cells;
        int column = (int)position.X;
        int row = (int)position.Y;
        float x = Smooth(position.X - column);
        float y = Smooth(position.Y - row);
        int node = (row * (Cells + 1)) + column;
        Vector2 above = Vector2.Lerp(_nodes[node], _nodes[node + 1], x);
        Vector2 below = Vector2.Lerp(_nodes[node + Cells + 1], _nodes[node + Cells + 2], x);
        return point + Vector2.Lerp(above, below, y);
    }

    // No kink where cells meet.
    private static float Smooth(float t) => t * t * (3 - (2 * t));
}
