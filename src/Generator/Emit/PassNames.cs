using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>How a pass writes what it works on: buffers and parameters by name.</summary>
internal class PassNames(NetworkPlan plan)
{
    protected NetworkPlan Plan { get; } = plan;

    public string Parameter(int index) => Plan.Parameters[index].Name;

    /// <summary>Floats of a bias, padding included.</summary>
    public int PaddedUnits(int parameter) => Plan.Parameters[parameter].Layout.PanelWidth;

    public string BufferName(int index) => Plan.Buffers[index].Name;

    public virtual string Buffer(int index) => $"pass.Buffer({BufferName(index)})";

    /// <summary>The first of a pass's rows in a buffer.</summary>
    public string Rows(int index, int stride) => $"pass.Buffer({BufferName(index)}, {Literals.Integer(stride)})";

    /// <summary>The first of a pass's rows.</summary>
    public string Rows(Operand operand, int stride) =>
        operand.Kind == OperandKind.Buffer ? Rows(operand.Index, stride) : Reference(operand);

    public string Reference(Operand operand) => operand.Kind switch
    {
        OperandKind.Inputs => Inputs,
        OperandKind.Buffer => Buffer(operand.Index),
        _ => Storage(operand.Index),
    };

    public static string Scale(ScaleArgument scale) => scale.Kind switch
    {
        ScaleKind.Training => $"pass.TrainingScale({scale.Site})",
        ScaleKind.InverseTraining => $"1f / pass.TrainingScale({scale.Site})",
        ScaleKind.Inference => $"pass.InferenceScale({scale.Site})",
        ScaleKind.Shift => $"pass.TrainingShift({scale.Site})",
        ScaleKind.Row => throw new System.InvalidOperationException("A row's number is no argument."),
        _ => $"pass.DroppedValue({scale.Site})",
    };

    /// <summary>Whether buffers are zero before anything is written: a workspace's are, and what nothing writes stays so.</summary>
    public virtual bool AreBuffersCleared => true;

    /// <summary>Where updates of a parameter go.</summary>
    public virtual string Target(int parameter) => $"update.Target({Parameter(parameter)})";

    /// <summary>Where a parameter's state starts.</summary>
    public virtual string StateOffset(int parameter) => $"update.StateOffset({Parameter(parameter)})";

    /// <summary>The prepared rule of a parameter.</summary>
    public virtual string Rule(int parameter) => $"update.Rule({Parameter(parameter)})";

    protected virtual string Inputs => "pass.Inputs";

    /// <summary>The first value of a parameter.</summary>
    protected virtual string Storage(int parameter) => $"pass.Parameter({Parameter(parameter)})";
}
