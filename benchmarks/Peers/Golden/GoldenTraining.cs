using DropoutGen.Benchmarks.Peers.Libtorch;
using DropoutGen.Golden;
using DropoutGen.TestSupport.Oracle;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DropoutGen.Benchmarks.Peers.Golden;

/// <summary>What every training has in common.</summary>
internal static class GoldenTraining
{
    /// <summary>More than a value computed in single precision is off by.</summary>
    public const double KinkMargin = 4e-6;
}

/// <summary>One case trained by libtorch, in double precision from parameters and data that are floats.</summary>
internal sealed class GoldenTraining<TNetwork, TTarget, TRule> : IDisposable
    where TNetwork : class, INetwork<TNetwork, TTarget>
    where TTarget : unmanaged
    where TRule : struct, IUpdateRule<TRule>
{
    private const int Rows = GoldenCase.Rows;

    private readonly GoldenCase _case;
    private readonly TRule _rule;
    private readonly GoldenFile _file = new();
    private readonly LibtorchNetwork _network;
    private readonly Tensor _inputs;
    private readonly Tensor _targets;

    public GoldenTraining(GoldenCase golden, TRule rule, int seed)
    {
        _case = golden;
        _rule = rule;
        NetworkDefinition definition = TNetwork.Definition;
        var random = new Random(seed);
        TNetwork network = TNetwork.Create(0);
        foreach (ParameterView view in network.Parameters)
        {
            view.CopyFrom(Initial(random, view.Definition));
            Add("initial." + view.Name, view.Shape, view.ToArray());
        }

        _network = new LibtorchNetwork(
            definition,
            TNetwork.Loss,
            network.Parameters,
            layer => new ImposedDropout(layer, definition.Dropouts[layer.Dropout]),
            withSoftmax: false);
        _network.Module.to(ScalarType.Float64);

        const int Count = GoldenCase.Batches * Rows;
        float[] inputs = Draw(random, Count * definition.Inputs, -1.5f, 1.5f);
        Add("inputs", [Count, definition.Inputs], inputs);
        _inputs = tensor(inputs, [Count, definition.Inputs], ScalarType.Float64);
        if (TNetwork.Loss is Loss<int>)
        {
            int[] labels = [.. Enumerable.Range(0, Count).Select(_ => random.Next(definition.Outputs))];
            Add("targets", [Count], Array.ConvertAll(labels, static label => (float)label));
            _targets = tensor(Array.ConvertAll(labels, static label => (long)label));
        }
        else
        {
            int each = ((Loss<float>)(Loss)TNetwork.Loss).TargetsPerRow(definition.Outputs);
            float[] values = Draw(random, Count * each, 0, 1);
            Add("targets", [Count, each], values);
            _targets = tensor(values, [Count, each], ScalarType.Float64);
        }
    }

    /// <summary>How near to a kink of an activation or of the loss a value came.</summary>
    public double KinkDistance { get; private set; } = double.PositiveInfinity;

    /// <summary>Trains and returns what is recorded.</summary>
    public GoldenFile Run()
    {
        Parameter[] all = [.. _network.Parameters];
        bool[] decays = [.. TNetwork.Definition.Parameters.Select(parameter =>
            _case.DecaysBiases || ParameterGroup.Default(parameter).WeightDecayFactor > 0)];
        using optim.Optimizer optimizer = LibtorchRule.Create(
            _rule, [.. all.Where((_, i) => decays[i])], [.. all.Where((_, i) => !decays[i])]);

        var losses = new float[GoldenCase.Steps];
        for (int step = 0; step < GoldenCase.Steps; step++)
        {
            using IDisposable scope = NewDisposeScope();
            PhiloxMaskSource masks = Masks(step);
            optimizer.zero_grad();
            Tensor targets = Batch(_targets, step);
            Tensor outputs = Forward(Batch(_inputs, step), masks);
            Tensor loss = _network.Loss(outputs, targets);
            loss.backward();
            losses[step] = (float)loss.item<double>();
            Keep(TNetwork.Loss is QuantileLoss quantile ? targets.repeat(1, quantile.Levels.Length) - outputs : null);
            if (step == 0)
            {
                AddAll("gradient.", all.Select(static parameter => parameter.grad!));
            }

            Clip(all);
            optimizer.step();
            if (step == 0)
            {
                AddAll("first.", all);
            }
        }

        _file.Add("losses", [losses.Length], losses);
        AddAll("last.", all);
        Dictionary<string, Tensor> state = _network.Module.state_dict();
        foreach (ParameterView statistic in TNetwork.Create(0).RunningStatistics)
        {
            Add("last." + statistic.Name, statistic.Shape, Floats(state[statistic.Name]));
        }

        _network.Module.eval();
        using IDisposable mode = no_grad();
        using Tensor logits = Forward(_inputs, null);
        Add("logits", [(int)logits.shape[0], (int)logits.shape[1]], Floats(logits));
        return _file;
    }

    public void Dispose()
    {
        _inputs.Dispose();
        _targets.Dispose();
        _network.Dispose();
    }

    private static Tensor Batch(Tensor all, int step) =>
        all.narrow(0, step % GoldenCase.Batches * Rows, Rows);

    // Of a size that keeps activations near 1; biases too, so that they show.
    private static float[] Initial(Random random, ParameterDefinition definition) => definition.Kind switch
    {
        ParameterKind.Weight => Draw(random, definition.Count, -MathF.Sqrt(3f / definition.Shape[1]), MathF.Sqrt(3f / definition.Shape[1])),
        ParameterKind.Scale => Draw(random, definition.Count, 0.5f, 1.5f),
        _ => Draw(random, definition.Count, -0.5f, 0.5f),
    };

    private static float[] Draw(Random random, int count, float lower, float upper) =>
        [.. Enumerable.Range(0, count).Select(_ => lower + ((upper - lower) * random.NextSingle()))];

    private static float[] Floats(Tensor values) => values.detach().to(ScalarType.Float32).contiguous().data<float>().ToArray();

    private static PhiloxMaskSource Masks(int step) => new(GoldenCase.MaskSeed, (ulong)step, [.. TNetwork.Definition.Dropouts.Select(static dropout =>
        new DropoutSite(dropout.Units, dropout.Rate, RowsPerMask: dropout.RowsPerMask, Balanced: dropout.Balanced))]);

    private Tensor Forward(Tensor values, MaskSource? masks)
    {
        foreach ((LayerDefinition layer, nn.Module<Tensor, Tensor> module) in _network.Layers)
        {
            Keep(layer.Kind is "Relu" or "LeakyRelu" or "Elu" or "Selu" ? values : null);
            if (module is ImposedDropout dropout)
            {
                dropout.Masks = masks;
            }

            values = module.call(values);
        }

        return values;
    }

    private void Keep(Tensor? distances)
    {
        if (distances is not null)
        {
            KinkDistance = Math.Min(KinkDistance, distances.detach().abs().min().item<double>());
        }
    }

    private void Clip(Parameter[] parameters)
    {
        if (_case.ClipNorm is { } norm)
        {
            nn.utils.clip_grad_norm_(parameters, norm);
        }

        if (_case.ClipValue is { } value)
        {
            nn.utils.clip_grad_value_(parameters, value);
        }
    }

    private void AddAll(string prefix, IEnumerable<Tensor> tensors)
    {
        foreach ((ParameterDefinition parameter, Tensor values) in TNetwork.Definition.Parameters.Zip(tensors))
        {
            Add(prefix + parameter.Name, parameter.Shape, Floats(values));
        }
    }

    private void Add(string name, IEnumerable<int> shape, float[] values) => _file.Add(name, [.. shape], values);
}
