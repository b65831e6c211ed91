using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;
using DropoutGen.Generator.Plan;
using DropoutGen.Generator.Read;

namespace DropoutGen.Generator.Emit;

/// <summary>The public members of a network, with the rates and shapes as data; the kernels are in files of their own.</summary>
internal static class SurfaceEmitter
{
    public static string Write(ShapedNetwork network, NetworkPlan plan)
    {
        string type = network.Type.Name;
        string bases = $" : global::DropoutGen.INetwork<{type}, {network.Loss.TargetType}>";
        return SourceFile.Write(network.Type, [], NetworkDocumentation.Remarks(network, plan), bases, writer =>
        {
            DefinitionEmitter.Write(writer, network, plan);
            writer.Line();
            PublicMembers.Write(
                writer,
                network.Type.Name,
                network.Loss.TargetType,
                MemberTexts.For(network),
                [.. MemberRules.ParameterProperties(network.Placed)],
                [.. MemberRules.StatisticProperties(network.Placed)],
                static _ => true,
                writePredict: RowInference.IsAnywhere(plan)
                    ? body => RowInference.WritePredict(body, network)
                    : null);
            writer.Line();
            WriteHooks(writer, network);
            if (RowInference.IsAnywhere(plan))
            {
                new RowInference(plan).WriteType(writer, network);
            }

            if (RowStep.IsAnywhere(plan))
            {
                writer.Line();
                new RowStep(plan).WriteType(writer);
            }
        });
    }

    private static void WriteHooks(CodeWriter writer, ShapedNetwork network)
    {
        string self = $"global::DropoutGen.INetwork<{network.Type.Name}>";
        string pass = "in global::DropoutGen.CompilerServices.NetworkPass pass";
        Hook(writer, $"static global::DropoutGen.Loss {self}.Loss {{ get; }} = {network.Loss.RuntimeInstance};");
        Hook(writer, $"static {network.Type.Name} {self}.Create(ulong seed) => new(seed);");
        Hook(writer, $"global::DropoutGen.CompilerServices.NetworkState {self}.State => _networkState;");
        string[] calibration = network.BatchNorms.Any() ? ["Calibrate"] : [];
        foreach (string name in (string[])["Infer", "Forward", "SamplePrefix", "SamplePass", .. calibration])
        {
            Dispatch(writer, $"static void {self}.{name}({pass})", name + "(in pass)");
        }

        Dispatch(
            writer,
            $"static void {self}.Backward<TRule>({pass}, in global::DropoutGen.CompilerServices.ParameterUpdate<TRule> update, bool inputGradient)",
            "Backward(in pass, in update, inputGradient)");
    }

    private static void Hook(CodeWriter writer, string member)
    {
        writer.Line(SourceFile.GeneratedCode);
        writer.Line(member);
        writer.Line();
    }

    private static void Dispatch(CodeWriter writer, string header, string call)
    {
        writer.Line(SourceFile.GeneratedCode);
        using (writer.Block(header))
        using (writer.Block("switch (pass.VectorWidth)"))
        {
            foreach (InstructionSet set in InstructionSets.All)
            {
                writer.Line(set == InstructionSet.Scalar ? "default:" : $"case global::DropoutGen.VectorWidth.{set}:");
                writer.Line($"    {KernelEmitter.ClassName(set)}.{call};");
                writer.Line("    break;");
            }
        }

        writer.Line();
    }
}
