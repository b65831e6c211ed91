using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Layers;

namespace DropoutGen.Generator.Plan;

/// <summary>
/// The gradient by a product's inputs: its gradient x transposed weight, then back through the chain in front. The weight is taken as it
/// is stored, by a product or by sums along the storage, or transposed first where these would be short.
/// </summary>
internal static class ProductInputGradient
{
    /// <summary>Plans the calls.</summary>
    /// <param name="context">The network.</param>
    /// <param name="s">The product's segment.</param>
    /// <param name="gradient">Buffer of its gradient.</param>
    /// <param name="destination">Buffer of the gradient in front of it.</param>
    /// <param name="transposed">Buffer that a weight is transposed into.</param>
    public static IEnumerable<Call> Plan(PlanContext context, int s, int gradient, int destination, int transposed)
    {
        Segment segment = context.Segments[s];
        Segment front = context.Segments[s - 1];
        FusedProgram program = context.Fusions[s - 1].Backward(Source.Accumulator);
        EpiloguePlan epilogue = context.Kernels.Named(program.Epilogue(Layouts.Stride(front.Units)));
        string name = segment.Stem + "InputGradient";
        string purpose = $"[rows, {segment.Units}] x [{segment.Units}, {front.Units}], then {program.Name}";
        string comment = $"{segment.Dense!.Name}: gradient by its inputs";
        WeightLayout layout = context.Layout(s);
        Operand weight = context.TrainingWeight(s);
        int stride = Layouts.Stride(segment.Units);
        if (layout.IsTransposed)
        {
            return [Run(Product(layout.PanelWidth, layout.PanelRows), weight, comment)];
        }

        var sums = new DotProductPlan(
            name,
            purpose,
            front.Units,
            Layouts.Padded(segment.Units),
            layout.PanelWidth,
            layout.PanelRows,
            stride,
            HasBias: false,
            ClearsPadding: true,
            IsRare: s == 1 && front.Penalty?.Layer is not ConcreteDropoutLayer,
            epilogue);
        if (!Layouts.TransposesForInputGradient(segment.Units))
        {
            return [Run(sums, weight, comment)];
        }

        int panelWidth = Layouts.PanelWidth(front.Units);
        return
        [
            new TransposeCall(comment, context.Weight(s), weight, transposed, panelWidth),
            Run(Product(panelWidth, Layouts.TransposedRows(segment.Units)), new Operand(OperandKind.Buffer, transposed), string.Empty, sums),
        ];

        ProductPlan Product(int width, int rows) => new(
            name, purpose, segment.Units, Layouts.Padded(front.Units), width, rows, stride, HasBias: false, HasZeros: false, epilogue);

        ProductCall Run(KernelPlan kernel, Operand right, string what, DotProductPlan? alongStorage = null) => new(
            what,
            context.Kernels.Add(kernel),
            new Operand(OperandKind.Buffer, gradient),
            right,
            null,
            context.Arguments(program, new SegmentStreams(s - 1, Gradient: destination)),
            alongStorage);
    }
}
