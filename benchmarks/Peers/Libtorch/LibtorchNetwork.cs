using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DropoutGen.Benchmarks.Peers.Libtorch;

/// <summary>A network as a TorchSharp module, its layers under our names, with our parameters and running statistics.</summary>
internal sealed class LibtorchNetwork : IDisposable
{
    private readonly Loss _loss;
    private readonly string[] _names;

    /// <param name="network">A network of the race.</param>
    /// <param name="rate">Dropout rate; 0 for no dropout layers.</param>
    /// <param name="withSoftmax">Whether a classifier gives probabilities instead of logits.</param>
    public LibtorchNetwork(NetworkCase network, double rate, bool withSoftmax)
        : this(
            network.Definition(rate),
            network.Loss,
            network.Parameters().Concat(network.Statistics()),
            LibtorchLayers.Dropouts(rate),
            withSoftmax && network.Shape.IsClassifier)
    {
    }

    /// <param name="definition">The layers.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="values">Parameters and running statistics.</param>
    /// <param name="dropout">Makes the module of a layer that draws.</param>
    /// <param name="withSoftmax">Whether outputs are probabilities instead of logits.</param>
    public LibtorchNetwork(
        NetworkDefinition definition,
        Loss loss,
        IEnumerable<ParameterView> values,
        Func<LayerDefinition, nn.Module<Tensor, Tensor>> dropout,
        bool withSoftmax)
    {
        _loss = loss;
        _names = [.. definition.Parameters.Select(static parameter => parameter.Name)];
        Layers = [.. definition.Layers
            .Where(static layer => !IsResidual(layer))
            .Select(layer => (layer, LibtorchLayers.Create(layer, definition, dropout)))];
        List<(string Name, nn.Module<Tensor, Tensor> Module)> modules = Nest(definition);
        if (withSoftmax)
        {
            modules.Add(("softmax", nn.Softmax(-1)));
        }

        Module = nn.Sequential([.. modules]);
        Dictionary<string, Tensor> state = Module.state_dict();
        using IDisposable mode = no_grad();
        foreach (ParameterView view in values)
        {
            using Tensor value = tensor(view.ToArray(), [.. view.Shape.Select(static size => (long)size)]);
            state[Find(state.Keys, view.Name)].copy_(value);
        }
    }

    /// <summary>Our layers and their modules.</summary>
    public IReadOnlyList<(LayerDefinition Layer, nn.Module<Tensor, Tensor> Module)> Layers { get; }

    public Sequential Module { get; }

    /// <summary>The parameters in our order.</summary>
    public IEnumerable<Parameter> Parameters
    {
        get
        {
            var byName = Module.named_parameters().ToDictionary(static pair => pair.name, static pair => pair.parameter);
            return _names.Select(name => byName[Find(byName.Keys, name)]);
        }
    }

    /// <summary>Inputs as a tensor.</summary>
    public static Tensor Inputs(Batch batch) => tensor(batch.Inputs, [batch.Rows, batch.Inputs.Length / batch.Rows]);

    /// <summary>Targets as a tensor: 64-bit labels, or rows x outputs values.</summary>
    public static Tensor Targets(Batch batch) => batch.Labels.Length > 0
        ? tensor([.. batch.Labels.Select(static label => (long)label)])
        : tensor(batch.Values, [batch.Rows, batch.Values.Length / batch.Rows]);

    /// <summary>The mean loss.</summary>
    public Tensor Loss(Tensor outputs, Tensor targets) => LibtorchLoss.Compute(_loss, outputs, targets);

    public void Dispose() => Module.Dispose();

    private static bool IsResidual(LayerDefinition layer) => layer.Kind is "ResidualStart" or "ResidualAdd";

    // A module's name has no dots.
    private static string ModuleName(LayerDefinition layer) => layer.Name.Replace('.', '_');

    // A tensor's name begins with those of the modules around its own.
    private static string Find(IEnumerable<string> names, string name)
    {
        int dot = name.LastIndexOf('.');
        string own = name[..dot].Replace('.', '_') + name[dot..];
        return names.Single(candidate => candidate == own || candidate.EndsWith("." + own, StringComparison.Ordinal));
    }

    // Layers in a row; what stands between the start of a residual branch and its sum becomes one module.
    private List<(string Name, nn.Module<Tensor, Tensor> Module)> Nest(NetworkDefinition definition)
    {
        var outer = new Stack<List<(string Name, nn.Module<Tensor, Tensor> Module)>>();
        var modules = new List<(string Name, nn.Module<Tensor, Tensor> Module)>();
        var created = Layers.ToDictionary(static pair => pair.Layer, static pair => pair.Module);
        foreach (LayerDefinition layer in definition.Layers)
        {
            switch (layer.Kind)
            {
                case "ResidualStart":
                    outer.Push(modules);
                    modules = [];
                    break;
                case "ResidualAdd":
                    var branch = new ResidualModule(ModuleName(layer), nn.Sequential([.. modules]));
                    modules = outer.Pop();
                    modules.Add((ModuleName(layer), branch));
                    break;
                default:
                    modules.Add((ModuleName(layer), created[layer]));
                    break;
            }
        }

        return modules;
    }
}
