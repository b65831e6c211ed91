using System.Globalization;
using System.Numerics;

namespace DropoutGen.Samples.Digits.Drawing;

/// <summary>One movement of the pen: points in a box of 100 x 100, y downwards, joined by lines or a curve.</summary>
internal sealed record Stroke(bool IsCurve, Vector2[] Points)
{
    /// <summary>Reads one stroke: <c>~</c> for a curve or <c>-</c> for lines, then points <c>x,y</c>.</summary>
    public static Stroke Parse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new Stroke(words[0] == "~", [.. words.Skip(1).Select(ParsePoint)]);
    }

    private static Vector2 ParsePoint(string word)
    {
        string[] parts = word.Split(',');
        return new Vector2(
            float.Parse(parts[0], CultureInfo.InvariantCulture), float.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
