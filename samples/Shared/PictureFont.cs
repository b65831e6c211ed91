using ScottPlot;

namespace DropoutGen.Samples;

/// <summary>The face of the pictures. A system's default may have serifs, which small labels suffer from.</summary>
internal static class PictureFont
{
    private static readonly string[] s_preferred =
        ["Segoe UI", "Helvetica Neue", "Noto Sans", "Open Sans", "DejaVu Sans", "Liberation Sans", "Arial"];

    /// <summary>Takes the first preferred face that is installed, or leaves the default.</summary>
    public static void Choose()
    {
        if (Array.Find(s_preferred, IsInstalled) is { } found)
        {
            Fonts.Default = found;
        }
    }

    // For an unknown name some systems give another face, others none.
    private static bool IsInstalled(string name) =>
        Fonts.GetTypeface(name, bold: false, italic: false) is { } face && face.FamilyName == name;
}
