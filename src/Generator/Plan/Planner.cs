using System.Globalization;
using DropoutGen.Generator.Infer;
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
            rowGroups);
    }

    // Widths of the layers and the loss: 784-256-128-10, SoftmaxCrossEntropy.
    private static string Title(PlanContext context) =>
        string.Join("-", context.Segments.Where(static segment => !segment.IsNormalization).Select(static segment => segment.Units.ToString(CultureInfo.InvariantCulture)))
        + ", " + context.Network.Loss.Name;

    private static IEnumerable<ParameterPlan> Parameters(PlanContext context)
    {
        int offset = 0;
        for (int s = 1; s <= context.Last; s++)
        {
            Segment segment = context.Segments[s];
            for (int i = 0; i < segment.Head!.Layer.ParameterNames.Count; i++)
            {
                bool isMatrix = i == 0 && segment.Dense is not null;
                WeightLayout layout = isMatrix ? context.Layout(s) : WeightLayout.Bias(segment.Units);
                yield return new ParameterPlan(segment.Stem + segment.Head.Layer.ParameterNames[i], layout, offset);
                offset += Layouts.Padded(layout.Length(isMatrix ? segment.Head.Inputs : 1, segment.Units));
            }
        }
    }
}
