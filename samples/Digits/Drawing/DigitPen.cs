using System.Numerics;
using System.Runtime.InteropServices;
using DropoutGen.Samples.Digits.Data;

namespace DropoutGen.Samples.Digits.Drawing;

/// <summary>Draws one digit after another. It keeps its sheet and lists, so one pen serves one thread.</summary>
internal sealed class DigitPen
{
    // The spread of a control point around its place, in parts of the digit's box.
    private const float Jitter = 0.035f;
    private const float Elasticity = 0.035f;
    private readonly Canvas _canvas = new();
    private readonly ElasticField _field = new();
    private readonly List<Vector2> _path = [];
    private readonly List<Vector2> _points = [];

    public void Draw(int digit, ref RandomStream random, Span<float> image)
    {
        IReadOnlyList<Stroke[]> ways = Skeletons.Of(digit);
        Stroke[] skeleton = ways[random.NextIndex(ways.Count)];
        Matrix3x2 pose = Pose.Draw(ref random);
        _field.Draw(ref random, Elasticity);
        float radius = random.Next(0.65f, 1.75f);

        _canvas.Clear();
        foreach (Stroke stroke in skeleton)
        {
            DrawStroke(stroke, in pose, radius, ref random);
        }

        _canvas.Blur(random.Next(0.03f, 0.22f));
        _canvas.CopyTo(image, ref random, contrast: random.Next(0.75f, 1f), noise: random.Next(0f, 0.12f));
    }

    private void DrawStroke(Stroke stroke, in Matrix3x2 pose, float radius, ref RandomStream random)
    {
        _points.Clear();
        foreach (Vector2 point in stroke.Points)
        {
            _points.Add((point / 100f) + (Jitter * new Vector2(random.NextNormal(), random.NextNormal())));
        }

        _path.Clear();
        PenPath.Flatten(CollectionsMarshal.AsSpan(_points), stroke.IsCurve, _path);

        // The pressure of the hand drifts along the stroke.
        float pressure = random.Next(0.8f, 1.2f);
        float drift = random.Next(-0.3f, 0.3f) / _path.Count;
        Vector2 from = default;
        for (int i = 0; i < _path.Count; i++)
        {
            Vector2 to = _field.Apply(Vector2.Transform(_path[i], pose)) * DigitSet.Side;
            if (i > 0)
            {
                float width = radius * (pressure + (drift * i));
                _canvas.DrawLine(from, to, width, width + (radius * drift));
            }

            from = to;
        }
    }
}
