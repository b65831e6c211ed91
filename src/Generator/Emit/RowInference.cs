using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>
/// Inference of a single row as a method of references alone, so that <c>Predict</c> can call it without a workspace: for a
/// small network, taking and returning one would take longer than the arithmetic.
/// </summary>
internal sealed class RowInference(NetworkPlan plan) : PassNames(plan)
{
    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";
    private const string RuntimeNamespace = "global::DropoutGen.CompilerServices";

    private readonly int[] _buffers = [.. Unrolling.Buffers(plan.Infer)];

    /// <summary>Whether the method exists on a width; it is static code and needs no rates.</summary>
    public static bool Exists(NetworkPlan plan, InstructionSet set) =>
        set != InstructionSet.Scalar
        && Unrolling.NeedsNoState(plan.Infer)
        && Unrolling.Fits(plan.Infer, plan.Kernels.ToDictionary(static kernel => kernel.Name), set.Lanes());

    public string Header => $"internal static void InferRow(ref float inputs, ref float parameters, {Join(index => $"ref float {Buffer(index)}")})";

    /// <summary>The call from a pass with a workspace.</summary>
    public string PassCall =>
        $"InferRow(ref pass.Inputs, ref pass.Parameter({Parameter(0)}), {Join(index => "ref " + base.Buffer(index))})";

    public override string Buffer(int index) => char.ToLowerInvariant(BufferName(index)[0]) + BufferName(index).Substring(1);

    // They may be anywhere on a stack.
    public override bool AreBuffersCleared => false;

    protected override string Inputs => "inputs";

    protected override string Storage(int parameter) => VectorPrinter.Scalar("parameters", Plan.Parameters[parameter].Offset);

    /// <summary>Whether the method exists on any width.</summary>
    public static bool IsAnywhere(NetworkPlan plan) => InstructionSets.All.Any(set => Exists(plan, set));

    /// <summary>What <c>Predict</c> does for a single row, in front of what it does for any number.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="network">The network.</param>
    public static void WritePredict(CodeWriter writer, ShapedNetwork network)
    {
        string isRow = $"inputs.Length == {Literals.Integer(network.Inputs)} && outputs.Length == {Literals.Integer(network.Outputs)} && threads == 1";
        using (writer.Block($"if ({isRow} && {RuntimeNamespace}.SingleRow.TryPredict<SingleRow>(_networkState, inputs, outputs))"))
        {
            writer.Line("return;");
        }

        writer.Line();
    }

    /// <summary>Writes the type that the library runs it by.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="network">The network.</param>
    public void WriteType(CodeWriter writer, ShapedNetwork network)
    {
        int[] starts = new int[_buffers.Length + 1];
        for (int i = 0; i < _buffers.Length; i++)
        {
            starts[i + 1] = starts[i] + Plan.Buffers[_buffers[i]].PerRow;
        }

        writer.Line("// Inference of one row: straight-line code, without the workspaces that callers take turns with.");
        writer.Line(SourceFile.GeneratedCode);
        using (writer.Block($"private readonly struct SingleRow : {RuntimeNamespace}.ISingleRow"))
        {
            Constant("BufferLength", starts[_buffers.Length]);
            Constant("LogitsStart", starts[Array.IndexOf(_buffers, Plan.LogitsBuffer)]);
            Constant("LogitsLength", Plan.Buffers[Plan.LogitsBuffer].PerRow);
            Constant("Outputs", network.Outputs);
            writer.Line(network.Loss.ChangesLogits
                ? $"public static global::DropoutGen.Loss? Loss {{ get; }} = {network.Loss.RuntimeInstance};"
                : "public static global::DropoutGen.Loss? Loss => null;");
            writer.Line();
            WriteTryInfer(writer, string.Join(", ", starts.Take(_buffers.Length).Select(static start => "ref " + At("buffers", start))));
        }

        void Constant(string name, int value) => writer.Line($"public static int {name} => {Literals.Integer(value)};");
    }

    private void WriteTryInfer(CodeWriter writer, string buffers)
    {
        using (writer.Block($"public static bool TryInfer({RuntimeNamespace}.NetworkState state, ref float inputs, ref float buffers)"))
        {
            WidthSwitch.Write(
                writer,
                "state.VectorWidth",
                InstructionSets.All.Where(set => Exists(Plan, set)),
                kernels => $"{kernels}.InferRow(ref inputs, ref state.FirstParameter, {buffers});");
        }
    }

    private static string At(string reference, int offset) =>
        offset == 0 ? reference : $"{Unsafe}.Add(ref {reference}, {Literals.Integer(offset)})";

    private string Join(Func<int, string> write) => string.Join(", ", _buffers.Select(write));
}
