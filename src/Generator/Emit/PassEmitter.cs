using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>The passes of a network: which kernels run on which buffers, in order.</summary>
internal sealed class PassEmitter(CodeWriter writer, NetworkPlan plan)
{
    private const string Pass = "in global::DropoutGen.CompilerServices.NetworkPass pass";

    public void Write()
    {
        WriteNames();
        WritePass("Inference.", "Infer", plan.Infer);
        writer.Line();
        WritePass("Training, forward: through the masks, saving what the backward pass reads.", "Forward", plan.Forward);
        writer.Line();
        WriteBackward();
        writer.Line();
        WritePass("Sampling: what stands in front of the first dropout.", "SamplePrefix", plan.SamplePrefix);
        writer.Line();
        WritePass("Sampling: one pass through the masks.", "SamplePass", plan.SamplePass);
    }

    // Indices by name: the passes read as what they do.
    private void WriteNames()
    {
        for (int i = 0; i < plan.Parameters.Count; i++)
        {
            writer.Line($"private const int {plan.Parameters[i]} = {Literals.Integer(i)};");
        }

        for (int i = 0; i < plan.Buffers.Count; i++)
        {
            writer.Line($"private const int {plan.Buffers[i].Name} = {Literals.Integer(i)};");
        }

        writer.Line();
    }

    private void WritePass(string purpose, string name, IEnumerable<Call> calls)
    {
        writer.Line("// " + purpose);
        using (writer.Block($"internal static void {name}({Pass})"))
        {
            foreach (Call call in calls)
            {
                WriteCall(call);
            }
        }
    }

    private void WriteBackward()
    {
        writer.Line("// Training, backward: from the gradient by the outputs to the update of every parameter.");
        writer.Line($"internal static void Backward<TRule>({Pass}, in global::DropoutGen.CompilerServices.ParameterUpdate<TRule> update, bool inputGradient)");
        using (writer.Block("    where TRule : struct, global::DropoutGen.IUpdateRule<TRule>"))
        {
            foreach (Call call in plan.Backward)
            {
                WriteCall(call);
            }
        }
    }

    private void WriteCall(Call call)
    {
        if (call.Comment.Length > 0)
        {
            writer.Line("// " + call.Comment);
        }

        switch (call)
        {
            case CopyInputsCall copy:
                writer.Line($"pass.CopyInputs({plan.Buffers[copy.Buffer].Name});");
                break;
            case TransposeCall transpose:
                writer.Line($"pass.TransposeWeight({plan.Parameters[transpose.Parameter]}, {plan.Buffers[transpose.Buffer].Name}, {transpose.PanelWidth});");
                break;
            case ProductCall product:
                WriteProduct(product);
                break;
            case ElementwiseCall elementwise:
                writer.Line($"{elementwise.Kernel}({Join(["pass.Rows", .. Arguments(elementwise.Arguments)])});");
                break;
            case WeightGradientCall weight:
                WriteWeightGradient(weight);
                break;
            case BiasGradientCall bias:
                writer.Line($"update.UpdateBias(pass.VectorWidth, {plan.Parameters[bias.Parameter]}, ref pass.Buffer({plan.Buffers[bias.Gradient].Name}), {bias.Stride}, pass.Rows);");
                break;
            case OnRequestCall onRequest:
                using (writer.Block("if (inputGradient)"))
                {
                    foreach (Call inner in onRequest.Calls)
                    {
                        WriteCall(inner);
                    }
                }

                break;
        }
    }

    private void WriteWeightGradient(WeightGradientCall call)
    {
        string parameter = plan.Parameters[call.Parameter];
        string left = $"ref {VectorPrinter.Unsafe}.Add(ref {Reference(call.Left)}, row * {call.LeftStride})";
        string gradient = $"ref {VectorPrinter.Unsafe}.Add(ref pass.Buffer({plan.Buffers[call.Gradient].Name}), row * {call.GradientStride})";
        using (writer.Block($"for (nuint row = 0, step = update.RowsAtOnce({parameter}, pass.Rows); row < pass.Rows; row += step)"))
        {
            writer.Line($"{call.Kernel}({left}, {gradient}, global::System.Math.Min(step, pass.Rows - row), ref update.Target({parameter}), ref update.State, update.StateOffset({parameter}), update.StateStride, update.Rule({parameter}));");
        }
    }

    private void WriteProduct(ProductCall product)
    {
        var arguments = new List<string>
        {
            "ref " + Reference(product.Left),
            "pass.Rows",
            "ref " + Reference(product.Right),
        };
        if (product.Bias is not null)
        {
            arguments.Add("ref " + Reference(product.Bias));
        }

        arguments.AddRange(Arguments(product.Arguments));
        writer.Line($"{product.Kernel}({Join(arguments)});");
    }

    private IEnumerable<string> Arguments(EpilogueArguments arguments) =>
    [
        .. arguments.Buffers.Select(buffer => $"ref pass.Buffer({plan.Buffers[buffer].Name})"),
        .. arguments.MaskSites.Select(static site => $"ref pass.Mask({site})"),
        .. arguments.Scales.Select(static scale => scale.Kind switch
        {
            ScaleKind.Training => $"pass.TrainingScale({scale.Site})",
            ScaleKind.InverseTraining => $"1f / pass.TrainingScale({scale.Site})",
            _ => $"pass.InferenceScale({scale.Site})",
        }),
    ];

    private string Reference(Operand operand) => operand.Kind switch
    {
        OperandKind.Inputs => "pass.Inputs",
        OperandKind.Buffer => $"pass.Buffer({plan.Buffers[operand.Index].Name})",
        _ => $"pass.Parameter({plan.Parameters[operand.Index]})",
    };

    private static string Join(IEnumerable<string> arguments) => string.Join(", ", arguments);
}
