using System.Globalization;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>How vector operations are written for one width. The kernels' choreography above it knows no width.</summary>
internal abstract class VectorPrinter
{
    public const string Unsafe = "SimdUnsafe";

    public abstract InstructionSet Set { get; }

    /// <summary>Floats in one vector.</summary>
    public int Lanes => Set.Lanes();

    /// <summary>Type of a vector.</summary>
    public abstract string Type { get; }

    /// <summary>Using directives that the file needs.</summary>
    public virtual IEnumerable<string> Aliases =>
    [
        "using " + Unsafe + " = global::System.Runtime.CompilerServices.Unsafe;",
        "using " + SourceFile.KernelMath + " = global::DropoutGen.CompilerServices.KernelMath;",
        "using SimdMethod = global::System.Runtime.CompilerServices.MethodImplAttribute;",
        "using SimdMethodOptions = global::System.Runtime.CompilerServices.MethodImplOptions;",
    ];

    public static VectorPrinter For(InstructionSet set) =>
        set == InstructionSet.Scalar ? new ScalarPrinter() : new SimdPrinter(set);

    public abstract string Zero { get; }

    public abstract string Broadcast(string scalar);

    /// <summary>A scalar in the first lane, zeros in the others.</summary>
    public abstract string FirstLane(string scalar);

    /// <summary>Loads at a constant distance from a reference.</summary>
    public abstract string Load(string reference, int offset);

    /// <summary>Loads at a variable distance.</summary>
    public abstract string LoadAt(string reference, string offset);

    public abstract string StoreAt(string value, string reference, string offset);

    public abstract string MultiplyAdd(string left, string right, string addend);

    public abstract string SelectLess(string left, string right, string then, string otherwise);

    /// <summary>Writes the helper that keeps the lanes whose mask bit is 1.</summary>
    public abstract void WriteKeep(CodeWriter writer);

    /// <summary>Writes the helper that keeps the lanes whose mask bit is 1, and takes the others from another vector.</summary>
    public abstract void WriteChoose(CodeWriter writer);

    /// <summary>An expression plus a constant.</summary>
    public static string Plus(string expression, int offset) =>
        offset == 0 ? expression : expression + " + " + Literals.Integer(offset);

    public static string Scalar(string reference, int offset) => offset == 0
        ? reference
        : string.Format(CultureInfo.InvariantCulture, "{0}.Add(ref {1}, {2})", Unsafe, reference, offset);

    private sealed class SimdPrinter(InstructionSet set) : VectorPrinter
    {
        private string Class => "Simd" + Bits;

        private string Bits => Literals.Integer(Lanes * 32);

        public override InstructionSet Set => set;

        public override string Type => "Floats" + Bits;

        public override IEnumerable<string> Aliases =>
        [
            .. base.Aliases,
            $"using {Class} = global::System.Runtime.Intrinsics.Vector{Bits};",
            $"using {Type} = global::System.Runtime.Intrinsics.Vector{Bits}<float>;",
        ];

        public override string Zero => Type + ".Zero";

        public override string Broadcast(string scalar) => $"{Class}.Create({scalar})";

        public override string FirstLane(string scalar) => $"{Class}.CreateScalar({scalar})";

        public override string Load(string reference, int offset) => offset == 0
            ? $"{Class}.LoadUnsafe(ref {reference})"
            : $"{Class}.LoadUnsafe(ref {reference}, {Literals.Integer(offset)})";

        public override string LoadAt(string reference, string offset) => $"{Class}.LoadUnsafe(ref {reference}, {offset})";

        public override string StoreAt(string value, string reference, string offset) =>
            $"{Class}.StoreUnsafe({value}, ref {reference}, {offset});";

        public override string MultiplyAdd(string left, string right, string addend) =>
            $"{Class}.MultiplyAddEstimate({left}, {right}, {addend})";

        public override string SelectLess(string left, string right, string then, string otherwise) =>
            $"{Class}.ConditionalSelect({Class}.LessThan({left}, {right}), {then}, {otherwise})";

        public override void WriteKeep(CodeWriter writer)
        {
            writer.Line("// Lane i stays if bit i is 1, and is 0 otherwise.");
            WriteSelection(writer, $"Keep({Type} value, uint bits)", Zero);
        }

        public override void WriteChoose(CodeWriter writer)
        {
            writer.Line("// Lane i stays if bit i is 1, and is the other vector's otherwise.");
            WriteSelection(writer, $"Choose({Type} value, {Type} otherwise, uint bits)", "otherwise");
        }

        private void WriteSelection(CodeWriter writer, string header, string otherwise)
        {
            string powers = string.Join(", ", Enumerable.Range(0, Lanes).Select(static lane => Literals.Integer(1L << lane) + "u"));
            writer.Line(SourceFile.Inlined);
            using (writer.Block($"private static {Type} {header}"))
            {
                writer.Line($"global::System.Runtime.Intrinsics.Vector{Bits}<uint> lanes = {Class}.Create({powers});");
                writer.Line($"return {Class}.ConditionalSelect({Class}.AsSingle({Class}.Equals({Class}.Create(bits) & lanes, lanes)), value, {otherwise});");
            }
        }
    }

    private sealed class ScalarPrinter : VectorPrinter
    {
        public override InstructionSet Set => InstructionSet.Scalar;

        public override string Type => "float";

        public override string Zero => "0f";

        public override string Broadcast(string scalar) => scalar;

        public override string FirstLane(string scalar) => scalar;

        public override string Load(string reference, int offset) => Scalar(reference, offset);

        public override string LoadAt(string reference, string offset) => $"{Unsafe}.Add(ref {reference}, {offset})";

        public override string StoreAt(string value, string reference, string offset) =>
            $"{Unsafe}.Add(ref {reference}, {offset}) = {value};";

        public override string MultiplyAdd(string left, string right, string addend) =>
            $"float.MultiplyAddEstimate({left}, {right}, {addend})";

        public override string SelectLess(string left, string right, string then, string otherwise) =>
            $"({left} < {right} ? {then} : {otherwise})";

        public override void WriteKeep(CodeWriter writer)
        {
            writer.Line("// The value if the lowest bit is 1, 0 otherwise.");
            writer.Line(SourceFile.Inlined);
            writer.Line("private static float Keep(float value, uint bits) => (bits & 1u) != 0u ? value : 0f;");
        }

        public override void WriteChoose(CodeWriter writer)
        {
            writer.Line("// The value if the lowest bit is 1, the other otherwise.");
            writer.Line(SourceFile.Inlined);
            writer.Line("private static float Choose(float value, float otherwise, uint bits) => (bits & 1u) != 0u ? value : otherwise;");
        }
    }
}
