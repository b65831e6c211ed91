using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>The passes of a network: which kernels run on which buffers, in order.</summary>
internal static class PassEmitter
{
    private const string Pass = "in global::DropoutGen.CompilerServices.NetworkPass pass";

    public static void Write(CodeWriter writer, NetworkPlan plan)
    {
        WritePass(writer, "Inference.", "Infer", plan.Infer);
        writer.Line();
        WritePass(writer, "Training, forward: through the masks, saving what the backward pass reads.", "Forward", plan.Forward);
        writer.Line();
        WriteBackward(writer, plan);
        writer.Line();
        WritePass(writer, "Sampling: what stands in front of the first dropout.", "SamplePrefix", plan.SamplePrefix);
        writer.Line();
        WritePass(writer, "Sampling: one pass through the masks.", "SamplePass", plan.SamplePass);
    }

    private static void WritePass(CodeWriter writer, string purpose, string name, IEnumerable<Call> calls)
    {
        writer.Line("// " + purpose);
        using (writer.Block($"internal static void {name}({Pass})"))
        {
            foreach (Call call in calls)
            {
                WriteCall(writer, call);
            }
        }
    }

    private static void WriteBackward(CodeWriter writer, NetworkPlan plan)
    {
        writer.Line("// Training, backward: from the gradient by the outputs to the update of every parameter.");
        writer.Line($"internal static void Backward<TRule>({Pass}, in global::DropoutGen.CompilerServices.ParameterUpdate<TRule> update, bool inputGradient)");
        using (writer.Block("    where TRule : struct, global::DropoutGen.IUpdateRule<TRule>"))
        {
            foreach (Call call in plan.Backward)
            {
                WriteCall(writer, call);
            }
        }
    }

    private static void WriteCall(CodeWriter writer, Call call)
    {
        if (call.Comment.Length > 0)
        {
            writer.Line("// " + call.Comment);
        }

        switch (call)
        {
            case CopyInputsCall copy:
                writer.Line($"pass.CopyInputs({copy.Buffer});");
                break;
            case TransposeCall transpose:
                writer.Line($"pass.TransposeWeight({transpose.Parameter}, {transpose.Buffer}, {transpose.PanelWidth});");
                break;
            case ProductCall product:
                WriteProduct(writer, product);
                break;
            case ElementwiseCall elementwise:
                writer.Line($"{elementwise.Kernel}({Join(["pass.Rows", .. Arguments(elementwise.Arguments)])});");
                break;
            case WeightGradientCall weight:
                writer.Line($"{weight.Kernel}(ref {Reference(weight.Left)}, ref pass.Buffer({weight.Gradient}), pass.Rows, ref update.Target({weight.Parameter}), ref update.State, update.StateOffset({weight.Parameter}), update.StateStride, update.Rule({weight.Parameter}));");
                break;
            case BiasGradientCall bias:
                writer.Line($"update.UpdateBias(pass.VectorWidth, {bias.Parameter}, ref pass.Buffer({bias.Gradient}), {bias.Stride}, pass.Rows);");
                break;
            case OnRequestCall onRequest:
                using (writer.Block("if (inputGradient)"))
                {
                    foreach (Call inner in onRequest.Calls)
                    {
                        WriteCall(writer, inner);
                    }
                }

                break;
        }
    }

    private static void WriteProduct(CodeWriter writer, ProductCall product)
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

    private static IEnumerable<string> Arguments(EpilogueArguments arguments) =>
    [
        .. arguments.Buffers.Select(static buffer => $"ref pass.Buffer({buffer})"),
        .. arguments.MaskSites.Select(static site => $"ref pass.Mask({site})"),
        .. arguments.Scales.Select(static scale => scale.Kind switch
        {
            ScaleKind.Training => $"pass.TrainingScale({scale.Site})",
            ScaleKind.InverseTraining => $"1f / pass.TrainingScale({scale.Site})",
            _ => $"pass.InferenceScale({scale.Site})",
        }),
    ];

    private static string Reference(Operand operand) => operand.Kind switch
    {
        OperandKind.Inputs => "pass.Inputs",
        OperandKind.Buffer => $"pass.Buffer({operand.Index})",
        _ => $"pass.Parameter({operand.Index})",
    };

    private static string Join(IEnumerable<string> arguments) => string.Join(", ", arguments);
}
