using System.Globalization;
using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>Lowers a network to kernels, buffers and the order of calls.</summary>
internal static class Planner
{
    public static NetworkPlan Run(ShapedNetwork network)
    {
        var context = new PlanContext(network);
        var backwardPlanner = new BackwardPlanner(context);
        var forwardPlanner = new ForwardPlanner(context);

        List<Call> forward = forwardPlanner.PlanTraining();
        List<Call> infer = forwardPlanner.PlanInference();
        (List<Call> prefix, List<Call> pass, int prefixBuffer) = forwardPlanner.PlanSampling(infer);
        List<Call> calibration = forwardPlanner.PlanCalibration();
        List<Call> backward = backwardPlanner.Plan();
        RowGroupPlan? rowGroups = RowGroupPlanner.Run(context, forwardPlanner, backwardPlanner);
        return new NetworkPlan(
            network.Type,
            new LossPlan(network.Loss.TargetType, network.Outputs == 1 ? network.Loss.SingleLogitFunction : string.Empty),
            Title(context),
            Parameters(context).ToEquatableArray(),
            context.Buffers.ToEquatableArray(),
            context.Result(context.Last),
            backwardPlanner.OutputGradient,
            backwardPlanner.InputGradient,
            prefixBuffer,
            Residuals.SampleBuffers(prefix, pass).Where(buffer => buffer != prefixBuffer).ToEquatableArray(),
            network.Dropouts.Select(layer => context.Noise(layer.Number)).ToEquatableArray(),
            context.Kernels.All.ToEquatableArray(),
            infer.ToEquatableArray(),
            forward.ToEquatableArray(),
            backward.ToEquatableArray(),
            prefix.ToEquatableArray(),
            pass.ToEquatableArray(),
            calibration.ToEquatableArray(),
            BatchNormPlan.All(context).ToEquatableArray(),
            context.Penalties().ToEquatableArray(),
            rowGroups);
    }

    // Widths of the layers and the loss: 784-256-128-10, SoftmaxCrossEntropy.
    private static string Title(PlanContext context) =>
        string.Join("-", context.Segments.Where(static segment => !segment.IsNormalization).Select(static segment => segment.Units.ToString(CultureInfo.InvariantCulture)))
        + ", " + context.Network.Loss.Name;

    private static IEnumerable<ParameterPlan> Parameters(PlanContext context)
    {
        int offset = 0;
        foreach (ShapedLayer layer in context.Network.Layers)
        {
            int s = context.Segments.FindIndex(segment => segment.Head == layer);
            int units = layer.Layer is ConcreteDropoutLayer ? 1 : layer.Units;
            for (int i = 0; i < layer.Layer.ParameterNames.Count; i++)
            {
                bool isMatrix = i == 0 && layer.Layer is DenseLayer;
                WeightLayout layout = isMatrix ? context.Layout(s) : WeightLayout.Bias(units);
                yield return new ParameterPlan(layer.Stem + layer.Layer.ParameterNames[i], layout, offset);
                offset += Layouts.Padded(layout.Length(isMatrix ? layer.Inputs : 1, units));
            }
        }
    }
}
