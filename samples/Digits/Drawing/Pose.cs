using System.Numerics;

namespace DropoutGen.Samples.Digits.Drawing;

/// <summary>A random way to lay the digit on the paper: rotation, shear, size, proportions, place.</summary>
internal static class Pose
{
    public static Matrix3x2 Draw(ref RandomStream random)
    {
        float size = random.Next(0.56f, 0.80f);
        float proportion = random.Next(0.68f, 1.0f);
        // Handwriting leans to the right more often than to the left.
        float shear = random.Next(-0.45f, 0.20f);
        float angle = random.Next(-0.28f, 0.28f);
        var place = new Vector2(0.5f + random.Next(-0.08f, 0.08f), 0.5f + random.Next(-0.08f, 0.08f));
        return Matrix3x2.CreateTranslation(-0.5f, -0.5f)
            * new Matrix3x2(1, 0, shear, 1, 0, 0)
            * Matrix3x2.CreateScale(size * proportion, size)
            * Matrix3x2.CreateRotation(angle)
            * Matrix3x2.CreateTranslation(place);
    }
}
