using System.Collections.Immutable;
using System.Runtime.Intrinsics;

namespace DropoutGen;

/// <summary>Which <see cref="VectorWidth">vector widths</see> this process can run, and which one new networks use.</summary>
public static class VectorWidths
{
    /// <summary>The widths that the hardware and the compiled code support, narrowest first. Never empty.</summary>
    public static ImmutableArray<VectorWidth> Supported { get; } = Detect();

    // Behind Supported: static initialisers run in source order.
    private static VectorWidth s_default = Supported[^1];

    /// <summary>The width that newly created networks start with: the widest supported one unless set.</summary>
    /// <exception cref="PlatformNotSupportedException">The width is not supported in this process.</exception>
    public static VectorWidth Default
    {
        get => s_default;
        set => s_default = Require(value);
    }

    /// <summary>Whether this process can run kernels of the given width.</summary>
    public static bool IsSupported(VectorWidth width) => Supported.Contains(width);

    /// <summary>Returns <paramref name="width"/> if it is supported.</summary>
    /// <exception cref="PlatformNotSupportedException">The width is not supported in this process.</exception>
    internal static VectorWidth Require(VectorWidth width) =>
        IsSupported(width)
            ? width
            : throw new PlatformNotSupportedException(
                $"The vector width {width} is not supported here; supported are {string.Join(", ", Supported)}.");

    private static ImmutableArray<VectorWidth> Detect()
    {
        var widths = ImmutableArray.CreateBuilder<VectorWidth>(4);
        widths.Add(VectorWidth.Scalar);
        if (Vector128.IsHardwareAccelerated)
        {
            widths.Add(VectorWidth.Vector128);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            widths.Add(VectorWidth.Vector256);
        }

        if (Vector512.IsHardwareAccelerated)
        {
            widths.Add(VectorWidth.Vector512);
        }

        return widths.ToImmutable();
    }
}
