using ScottPlot;

namespace DropoutGen.Samples;

/// <summary>The colours of the pictures: told apart by colour-blind eyes too (Okabe, Ito).</summary>
internal static class Palette
{
    public static readonly Color Plain = Color.FromHex("#D55E00");
    public static readonly Color Dropout = Color.FromHex("#0072B2");
    public static readonly Color Right = Color.FromHex("#009E73");
    public static readonly Color Wrong = Color.FromHex("#D55E00");
    public static readonly Color Other = Color.FromHex("#A9B4C0");
    public static readonly Color Faint = Color.FromHex("#EDF1F5");
    public static readonly Color Text = Color.FromHex("#333333");
}
