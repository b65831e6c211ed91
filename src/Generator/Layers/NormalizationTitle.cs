using System.Globalization;

namespace DropoutGen.Generator.Layers;

/// <summary>The settings that the layers of the family share, as they are written where they are not the default.</summary>
internal static class NormalizationTitle
{
    public static IEnumerable<string> Settings(NormalizationLayer layer)
    {
        if (layer.Epsilon != NormalizationLayer.DefaultEpsilon)
        {
            yield return "Epsilon = " + layer.Epsilon.ToString(CultureInfo.InvariantCulture);
        }

        if (!layer.IsAffine)
        {
            yield return "Affine = false";
        }
    }
}
