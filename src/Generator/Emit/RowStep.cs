using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>
/// A training step on a single row as one method: forward, loss and backward of a small network are a few dozen
/// instructions, and what one computes for the next stays in registers.
/// </summary>
internal sealed class RowStep : PassNames
{
    private const string RuntimeNamespace = "global::DropoutGen.CompilerServices";

    // Where each buffer of the step starts among them.
    private readonly Dictionary<int, int> _starts = [];
    private readonly int _length;

    public RowStep(NetworkPlan plan)
        : base(plan)
    {
        foreach (int buffer in Unrolling.Buffers(plan.Forward.Concat(plan.Backward)).Append(plan.LogitsBuffer).Append(plan.OutputGradientBuffer).Distinct())
        {
            _starts.Add(buffer, _length);
            _length += plan.Buffers[buffer].PerRow;
        }
    }

    public static bool Exists(NetworkPlan plan, InstructionSet set) =>
        set != InstructionSet.Scalar
        && Unrolling.IsOneStep(plan)
        && Unrolling.Fits(plan.Forward.Concat(plan.Backward), plan.Kernels.ToDictionary(static kernel => kernel.Name), set.Lanes());

    /// <summary>Whether the method exists on any width.</summary>
    public static bool IsAnywhere(NetworkPlan plan) => InstructionSets.All.Any(set => Exists(plan, set));

    public override string Buffer(int index) => VectorPrinter.Scalar("buffers", _starts[index]);

    public override string Target(int parameter) => Storage(parameter);

    public override string StateOffset(int parameter) => Literals.Integer(Plan.Parameters[parameter].Offset);

    public override string Rule(int parameter) => $"pass.Rule({Parameter(parameter)})";

    protected override string Inputs => "inputs";

    protected override string Storage(int parameter) => VectorPrinter.Scalar("parameters", Plan.Parameters[parameter].Offset);

    /// <summary>Writes the method for one width.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="printer">The width.</param>
    /// <param name="kernels">The kernels by name.</param>
    public void Write(CodeWriter writer, VectorPrinter printer, IReadOnlyDictionary<string, KernelPlan> kernels)
    {
        var rows = new RowPassEmitter(writer, printer, this, new RowValues());
        writer.Line("// Training on a single row, as straight-line code: forward, loss and, if that is finite, backward.");
        writer.Line(SourceFile.Kernel);
        writer.Line($"internal static double StepRow<TRule>({Training("TRule")} pass, ref float inputs, ref {Plan.Loss.TargetType} targets)");
        using (writer.UncheckedMethod("    where TRule : struct, global::DropoutGen.IUpdateRule<TRule>"))
        {
            writer.Line("ref float parameters = ref pass.Parameters;");
            writer.Line("ref float buffers = ref pass.Buffers;");
            writer.Line("ref float states = ref pass.States;");
            writer.Line("nuint stateStride = pass.StateStride;");
            foreach (Call call in Unrolling.OfRow(Plan.Forward))
            {
                rows.Write(call, Unrolling.RowKernel(call, kernels));
            }

            rows.WriteLoss(Plan);
            using (writer.Block("if (!double.IsFinite(loss))"))
            {
                writer.Line("return loss;");
            }

            writer.Line();
            foreach (Call call in Unrolling.OfRow(Plan.Backward).Where(static call => call is not OnRequestCall))
            {
                rows.Write(call, Unrolling.RowKernel(call, kernels));
            }

            writer.Line("return loss;");
        }
    }

    /// <summary>Writes the type that the library runs it by, and how the library gets at that.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteType(CodeWriter writer)
    {
        string target = Plan.Loss.TargetType;
        writer.Line(SourceFile.GeneratedCode);
        writer.Line($"static {Training("TRule")}? global::DropoutGen.INetwork<{Plan.Type.Name}, {target}>.TrainSingleRows<TRule>() => new {RuntimeNamespace}.SingleRowTraining<SingleRowStep, {target}, TRule>();");
        writer.Line();
        writer.Line("// Training on one row: straight-line code from the inputs to the update of every parameter.");
        writer.Line(SourceFile.GeneratedCode);
        using (writer.Block($"private readonly struct SingleRowStep : {RuntimeNamespace}.ISingleRowStep<{target}>"))
        {
            writer.Line($"public static int BufferLength => {Literals.Integer(_length)};");
            writer.Line();
            writer.Line($"public static bool TryStep<TRule>({Training("TRule")} pass, ref float inputs, ref {target} targets, out double loss)");
            using (writer.Block("    where TRule : struct, global::DropoutGen.IUpdateRule<TRule>"))
            {
                WidthSwitch.Write(
                    writer,
                    "pass.VectorWidth",
                    InstructionSets.All.Where(set => Exists(Plan, set)),
                    static kernels => $"loss = {kernels}.StepRow(pass, ref inputs, ref targets);",
                    otherwise: "loss = 0;");
            }
        }
    }

    private string Training(string rule) => $"{RuntimeNamespace}.SingleRowTraining<{Plan.Loss.TargetType}, {rule}>";
}
