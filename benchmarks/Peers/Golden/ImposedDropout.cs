using DropoutGen.TestSupport.Oracle;
using TorchSharp;
using static TorchSharp.torch;

namespace DropoutGen.Benchmarks.Peers.Golden;

/// <summary>
/// A dropout layer that keeps what it is told to: the bits of the mask contract, from a version of it that is as plain as the
/// contract's text. Everything else about it is libtorch.
/// </summary>
internal sealed class ImposedDropout : nn.Module<Tensor, Tensor>
{
    private const double Saturation = -1.7580993408473766;

    private readonly int _site;
    private readonly DropoutDefinition _definition;

    public ImposedDropout(LayerDefinition layer, DropoutDefinition definition)
        : base(layer.Name)
    {
        _site = layer.Dropout;
        _definition = definition;
    }

    /// <summary>What the next pass keeps; null for inference.</summary>
    public MaskSource? Masks { get; set; }

    public override Tensor forward(Tensor input)
    {
        double keep = KeepThreshold.Probability(_definition.Rate);
        if (Masks is null)
        {
            return _definition.Scaling == DropoutScaling.Classic ? input * keep : input.alias();
        }

        int rows = (int)input.shape[0];
        int units = (int)input.shape[1];
        double[] bits = [.. Enumerable.Range(0, rows * units).Select(i => Masks.Kept(_site, i / units, i % units) ? 1.0 : 0.0)];
        using Tensor kept = tensor(bits, [rows, units]);
        return (_definition.Kind, _definition.Scaling) switch
        {
            (DropoutKind.Standard, DropoutScaling.Inverted) => input * kept / keep,
            (DropoutKind.Standard, _) => input * kept,
            (DropoutKind.Alpha, _) => Alpha(input, kept, keep),
            _ => throw new NotSupportedException($"{_definition.Name} is of a kind that is not recorded."),
        };
    }

    // As libtorch's alpha_dropout: a (x kept + alpha' (1 - kept)) + b.
    private static Tensor Alpha(Tensor input, Tensor kept, double keep)
    {
        double a = 1 / Math.Sqrt(((Saturation * Saturation * (1 - keep)) + 1) * keep);
        double b = -a * Saturation * (1 - keep);
        return (a * ((input * kept) + (Saturation * (1 - kept)))) + b;
    }
}
