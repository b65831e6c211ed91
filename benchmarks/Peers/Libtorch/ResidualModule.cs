using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DropoutGen.Benchmarks.Peers.Libtorch;

/// <summary>x + F(x).</summary>
internal sealed class ResidualModule : nn.Module<Tensor, Tensor>
{
    private readonly Sequential _branch;

    /// <param name="name">Its name.</param>
    /// <param name="branch">F; the base class finds it by its field.</param>
    public ResidualModule(string name, Sequential branch)
        : base(name)
    {
        _branch = branch;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => input + _branch.call(input);
}
