using TorchSharp;
using static TorchSharp.torch;

namespace DropoutGen.Samples.Hazards;

/// <summary>A module of TorchSharp.</summary>
public sealed class Block : nn.Module<Tensor, Tensor>
{
    public override Tensor forward(Tensor input) => nn.functional.dropout(input, 0.5); // DG2008
}
