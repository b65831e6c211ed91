using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DropoutGen.Numerics.Tests.Functions;

/// <summary>Tests on every width are worth what the widths are: those that the processor has are among them, NEON and SSE at the least.</summary>
public sealed class WidthTests
{
    [Fact]
    public void Widths_are_those_of_the_processor()
    {
        Assert.Equal(Avx2.IsSupported, VectorWidths.IsSupported(VectorWidth.Vector256));

        // Everything else that .NET 10 runs on has one of the two.
        Assert.True(AdvSimd.Arm64.IsSupported || X86Base.IsSupported, "Neither NEON nor SSE is there.");
        Assert.Contains(VectorWidth.Vector128, VectorWidths.Supported);
        Assert.Equal(VectorWidth.Scalar, VectorWidths.Supported[0]);
    }
}
