using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>The network's definition as data: parameters with layout and initial variance, dropouts with rates, layers, buffers.</summary>
internal static class DefinitionEmitter
{
    public static void Write(CodeWriter writer, ShapedNetwork network, NetworkPlan plan)
    {
        writer.Line(SourceFile.GeneratedCode);
        writer.Line("private static readonly global::DropoutGen.NetworkDefinition s_networkDefinition = new(");
        writer.Line($"    name: \"{network.Type.Name.TrimStart('@')}\",");
        writer.Line($"    inputs: {Literals.Integer(network.Inputs)},");
        writer.Line($"    outputs: {Literals.Integer(network.Outputs)},");
        writer.Line($"    pathCount: {Literals.Double(network.Paths.Count)},");
        writer.Line("    parameters:");
        writer.Line("    [");
        int parameter = 0;
        foreach ((ShapedLayer layer, int index) in network.Layers.Select(static (layer, index) => (layer, index)))
        {
            int count = layer.Layer.ParameterNames.Count;
            if (layer.Layer is DenseLayer dense)
            {
                WriteParameters(writer, network, layer, dense, index, plan.Parameters[parameter].Layout);
            }
            else if (layer.Layer is ConcreteDropoutLayer concrete)
            {
                writer.Line($"        new(\"{layer.Name}.logit\", global::DropoutGen.ParameterKind.Logit, units: 1, inputs: 1, panelWidth: {Literals.Integer(Layouts.Padded(1))}, panelRows: 1, initialVariance: 0.0, initialValue: {Literals.Float((float)Math.Log(concrete.Rate / (1 - concrete.Rate)))}),");
            }
            else if (count > 0)
            {
                writer.Line(Vector(layer, "weight", "Scale", ", initialValue: 1f"));
                writer.Line(Vector(layer, "bias", "Shift", string.Empty));
            }

            parameter += count;
        }

        writer.Line("    ],");
        writer.Line("    dropouts:");
        writer.Line("    [");
        foreach (ShapedLayer layer in network.Dropouts)
        {
            writer.Line($"        new(\"{layer.Name}\", units: {Literals.Integer(MaskedUnits(network, layer))}, rate: {Literals.Double(((NoiseLayer)layer.Layer).Rate)}, {Kind(layer.Layer)}{NoiseBuffer(plan, layer)}{MaskedWeight(network, layer)}{Penalty(plan, network, layer)}),");
        }

        writer.Line("    ],");
        WriteLayers(writer, network);
        writer.Line("    buffers:");
        writer.Line("    [");
        foreach ((BufferPlan buffer, int index) in plan.Buffers.Select(static (buffer, index) => (buffer, index)))
        {
            writer.Line($"        new(PerRow: {Literals.Integer(buffer.PerRow)}, Constant: {Literals.Integer(buffer.Constant)}), // {Literals.Integer(index)}: {buffer.Name}");
        }

        writer.Line("    ],");
        writer.Line($"    logitsBuffer: {Literals.Integer(plan.LogitsBuffer)},");
        writer.Line($"    outputGradientBuffer: {Literals.Integer(plan.OutputGradientBuffer)},");
        writer.Line($"    inputGradientBuffer: {Literals.Integer(plan.InputGradientBuffer)},");
        writer.Line($"    samplePrefixBuffer: {Literals.Integer(plan.SamplePrefixBuffer)},");
        if (plan.SampleBuffers.Any(buffer => plan.Buffers[buffer].PerRow > 0))
        {
            writer.Line($"    sampleBuffers: [{string.Join(", ", plan.SampleBuffers.Where(buffer => plan.Buffers[buffer].PerRow > 0).Select(static buffer => Literals.Integer(buffer)))}],");
        }

        WritePhases(writer, network, plan);
        writer.Line();
        writer.Line(SourceFile.GeneratedCode);
        writer.Line("private readonly global::DropoutGen.CompilerServices.NetworkState _networkState = new(s_networkDefinition);");
    }

    private static void WriteLayers(CodeWriter writer, ShapedNetwork network)
    {
        writer.Line("    layers:");
        writer.Line("    [");
        foreach (ShapedLayer layer in network.Layers)
        {
            string names = string.Join(", ", layer.Layer.ParameterNames.Select(name => $"\"{layer.Name}.{name.ToLowerInvariant()}\""));
            string parameters = names.Length == 0 ? string.Empty : $", parameters: [{names}]";
            string list = string.Join(", ", layer.Layer.Arguments.Select(static argument => $"new(\"{argument.Name}\", {Literals.Double(argument.Value)})"));
            string arguments = list.Length == 0 ? string.Empty : $", arguments: [{list}]";
            string dropout = layer.Layer is NoiseLayer ? $", dropout: {Literals.Integer(layer.Number)}" : string.Empty;
            writer.Line($"        new(\"{layer.Name}\", \"{layer.Layer.Name}\", inputs: {Literals.Integer(layer.Inputs)}, units: {Literals.Integer(layer.Units)}{parameters}{arguments}{dropout}),");
        }

        writer.Line("    ],");
    }

    private static void WritePhases(CodeWriter writer, ShapedNetwork network, NetworkPlan plan)
    {
        Dictionary<string, KernelPlan> kernels = plan.Kernels.ToDictionary(static kernel => kernel.Name);
        writer.Line("    backwardPhases:");
        writer.Line("    [");
        WritePhases(writer, "        ", plan.BackwardPhases, kernels);
        if (plan.BatchNorms.Count > 0)
        {
            writer.Line("    ],");
            writer.Line("    forwardPhases:");
            writer.Line("    [");
            WritePhases(writer, "        ", plan.ForwardPhases, kernels);
            writer.Line("    ],");
            WriteBatchNorms(writer, network, plan);
        }

        if (plan.RowGroups is not { } rowGroups)
        {
            writer.Line("    ]);");
            return;
        }

        writer.Line("    ],");
        WriteRowGroups(writer, rowGroups, kernels);
    }

    private static void WriteBatchNorms(CodeWriter writer, ShapedNetwork network, NetworkPlan plan)
    {
        writer.Line("    batchNorms:");
        writer.Line("    [");
        int[] firstParameters = [.. network.Layers.Select((_, index) => network.Layers.Take(index).Sum(static layer => layer.Layer.ParameterNames.Count))];
        foreach ((ShapedLayer layer, int index) in network.Layers.Select(static (layer, index) => (layer, index)))
        {
            if (layer.Layer is BatchNormLayer normalization)
            {
                string parameter = normalization.IsAffine ? Literals.Integer(firstParameters[index]) : "-1";
                BatchNormPlan where = plan.BatchNorms[layer.Number];
                string front = where.Dropout < 0 ? string.Empty
                    : where.Product < 0 ? $", dropout: {Literals.Integer(where.Dropout)}"
                    : $", dropout: {Literals.Integer(where.Dropout)}, product: {Literals.Integer(where.Product)}, productInputs: {Literals.Integer(where.ProductInputs)}";
                writer.Line($"        new(\"{layer.Name}\", units: {Literals.Integer(layer.Units)}, momentum: {Literals.Double(normalization.Momentum)}, epsilon: {Literals.Double(normalization.Epsilon)}, weight: {parameter}, firstBuffer: {Literals.Integer(where.FirstBuffer)}{front}),");
            }
        }
    }

    private static void WriteRowGroups(CodeWriter writer, RowGroupPlan rowGroups, IReadOnlyDictionary<string, KernelPlan> kernels)
    {
        writer.Line("    rowGroups: new(");
        writer.Line($"        rows: {Literals.Integer(rowGroups.Rows)},");
        writer.Line("        lists:");
        writer.Line("        [");
        foreach (UnitList list in rowGroups.Lists)
        {
            writer.Line($"            new(Parameter: {Literals.Integer(list.Parameter)}, AreInputs: {Literals.Boolean(list.AreInputs)}, Site: {Literals.Integer(list.Site)}, Units: {Literals.Integer(list.Units)}, HasTiles: {Literals.Boolean(list.HasTiles)}),");
        }

        writer.Line("        ],");
        writer.Line("        backwardPhases:");
        writer.Line("        [");
        WritePhases(writer, "            ", rowGroups.BackwardPhases, kernels);
        writer.Line("        ]));");
    }

    private static void WritePhases(
        CodeWriter writer, string indent, IEnumerable<Phase> phases, IReadOnlyDictionary<string, KernelPlan> kernels)
    {
        foreach (Phase phase in phases)
        {
            writer.Line($"{indent}new(global::DropoutGen.CompilerServices.PassPhaseKind.{phase.Kind}, OperationsPerRow: {Literals.Integer(phase.OperationsPerRow(kernels))}, OnRequest: {Literals.Boolean(phase.OnRequest)}),");
        }
    }

    private static string Vector(ShapedLayer layer, string ending, string kind, string initial) =>
        $"        new(\"{layer.Name}.{ending}\", global::DropoutGen.ParameterKind.{kind}, units: {Literals.Integer(layer.Units)}, inputs: 1, panelWidth: {Literals.Integer(Layouts.Padded(layer.Units))}, panelRows: 1, initialVariance: 0.0{initial}),";

    private static void WriteParameters(CodeWriter writer, ShapedNetwork network, ShapedLayer layer, DenseLayer dense, int index, WeightLayout layout)
    {
        ActivationLayer? activation = network.Layers
            .Skip(index + 1)
            .TakeWhile(static next => next.Layer is not (DenseLayer or ResidualAddLayer))
            .Select(static next => next.Layer)
            .OfType<ActivationLayer>()
            .FirstOrDefault();
        string transposed = layout.IsTransposed ? ", isTransposed: true" : string.Empty;
        string maxNorm = double.IsInfinity(dense.MaxNorm) ? string.Empty : $", maxNorm: {Literals.Double(dense.MaxNorm)}";
        string units = Literals.Integer(layer.Units);
        writer.Line($"        new(\"{layer.Name}.weight\", global::DropoutGen.ParameterKind.Weight, units: {units}, inputs: {Literals.Integer(layer.Inputs)}, panelWidth: {Literals.Integer(layout.PanelWidth)}, panelRows: {Literals.Integer(layout.PanelRows)}, initialVariance: {Literals.Double(dense.InitialVariance(layer.Inputs, activation))}{transposed}{maxNorm}),");
        if (dense.HasBias)
        {
            writer.Line($"        new(\"{layer.Name}.bias\", global::DropoutGen.ParameterKind.Bias, units: {units}, inputs: 1, panelWidth: {Literals.Integer(Layouts.Padded(layer.Units))}, panelRows: 1, initialVariance: 0.0),");
        }
    }

    private static string Kind(Layer layer) => layer switch
    {
        DropoutLayer dropout => $"global::DropoutGen.DropoutScaling.{dropout.Scaling}"
            + (dropout.RowsPerMask == 1 ? string.Empty : $", rowsPerMask: {Literals.Integer(dropout.RowsPerMask)}")
            + (dropout.Balanced ? ", balanced: true" : string.Empty),
        FeatureDropoutLayer features => $"kind: global::DropoutGen.DropoutKind.Feature, features: [{string.Join(", ", features.Features.Select(static feature =>
            $"new({Literals.Text(feature.Name)}, [{string.Join(", ", feature.Columns.Select(static column => Literals.Integer(column)))}])"))}]",
        DropPathLayer path => $"global::DropoutGen.DropoutScaling.{path.Scaling}, kind: global::DropoutGen.DropoutKind.Path"
            + (path.RowsPerMask == 1 ? string.Empty : $", rowsPerMask: {Literals.Integer(path.RowsPerMask)}"),
        DropConnectLayer => "kind: global::DropoutGen.DropoutKind.Connect",
        _ => $"kind: global::DropoutGen.DropoutKind.{layer.Name.Substring(0, layer.Name.Length - "Dropout".Length)}",
    };

    private static int MaskedUnits(ShapedNetwork network, ShapedLayer layer) =>
        layer.Layer is DropConnectLayer ? network.Layers[IndexOf(network, layer) + 1].Units : layer.Units;

    // The weight is the first parameter of the dense layer right behind.
    private static string MaskedWeight(ShapedNetwork network, ShapedLayer layer) => layer.Layer is DropConnectLayer
        ? ", weight: " + Literals.Integer(ParametersInFront(network, layer))
        : string.Empty;

    private static string Penalty(NetworkPlan plan, ShapedNetwork network, ShapedLayer layer)
    {
        if (plan.Penalties.FirstOrDefault(penalty => penalty.Site == layer.Number) is not { } penalty)
        {
            return string.Empty;
        }

        string learned = layer.Layer is ConcreteDropoutLayer concrete
            ? $", logit: {Literals.Integer(ParametersInFront(network, layer))}, weightRegularizer: {Literals.Double(concrete.WeightRegularizer)}, dropoutRegularizer: {Literals.Double(concrete.DropoutRegularizer)}"
            : string.Empty;
        return $", penalty: new(weight: {Literals.Integer(penalty.Weight)}, values: {Literals.Integer(penalty.Values)}, factors: {Literals.Integer(penalty.Factors)}, gradients: {Literals.Integer(penalty.Gradients)}{learned})";
    }

    private static int ParametersInFront(ShapedNetwork network, ShapedLayer layer) =>
        network.Layers.Take(IndexOf(network, layer)).Sum(static front => front.Layer.ParameterNames.Count);

    private static int IndexOf(ShapedNetwork network, ShapedLayer layer) => network.Layers.ToList().IndexOf(layer);

    private static string NoiseBuffer(NetworkPlan plan, ShapedLayer layer) => plan.NoiseBuffers[layer.Number] is var buffer and >= 0
        ? ", noiseBuffer: " + Literals.Integer(buffer)
        : string.Empty;
}
