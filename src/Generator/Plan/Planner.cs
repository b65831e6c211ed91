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

        List<Call> forward = forwardPlanner.Plan(ForwardMode.Training);
        List<Call> infer = forwardPlanner.Plan(ForwardMode.Inference);
        (List<Call> prefix, List<Call> pass, int prefixBuffer) = forwardPlanner.PlanSampling(infer);
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
            network.Dropouts.Select(layer => context.Noise(layer.Number)).ToEquatableArray(),
            context.Kernels.All.ToEquatableArray(),
            infer.ToEquatableArray(),
            forward.ToEquatableArray(),
            backward.ToEquatableArray(),
            prefix.ToEquatableArray(),
            pass.ToEquatableArray(),
            rowGroups);
    }

    // Widths of the layers and the loss: 784-256-128-10, SoftmaxCrossEntropy.
    private static string Title(PlanContext context) =>
        string.Join("-", context.Segments.Select(static segment => segment.Units.ToString(CultureInfo.InvariantCulture)))
        + ", " + context.Network.Loss.Name;

    private static IEnumerable<ParameterPlan> Parameters(PlanContext context)
    {
        int offset = 0;
        for (int s = 1; s <= context.Last; s++)
        {
            int units = context.Segments[s].Units;
            WeightLayout layout = context.Layout(s);
            yield return new ParameterPlan("Dense" + PlanContext.Number(s) + "Weight", layout, offset);
            offset += Layouts.Padded(layout.Length(context.Segments[s - 1].Units, units));
            if (context.Segments[s].Layer!.HasBias)
            {
                layout = WeightLayout.Bias(units);
                yield return new ParameterPlan("Dense" + PlanContext.Number(s) + "Bias", layout, offset);
                offset += Layouts.Padded(layout.Length(1, units));
            }
        }
    }
}
