using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;
using DropoutGen.Generator.Read;

namespace DropoutGen.Generator.Emit;

/// <summary>
/// For a declaration with faults: the same members, so that code which uses the network compiles and the rule's
/// diagnostic is the only one. Whoever runs it all the same gets an exception.
/// </summary>
internal static class StubEmitter
{
    public static string Write(NetworkModel model)
    {
        string type = model.Type.Name;
        string target = model.Layers.OfType<LossLayer>().FirstOrDefault()?.TargetType ?? "int";
        return SourceFile.Write(model.Type, [], [], $" : global::DropoutGen.INetwork<{type}, {target}>", writer =>
        {
            WriteMember(writer, "s_networkDefinition", "private static global::DropoutGen.NetworkDefinition s_networkDefinition => throw InvalidDeclaration();");
            WriteMember(writer, "_networkState", "private global::DropoutGen.CompilerServices.NetworkState _networkState => throw InvalidDeclaration();");
            writer.Line(SourceFile.GeneratedCode);
            writer.Line("private static global::System.Exception InvalidDeclaration() => new global::System.InvalidOperationException(\"The declaration of this network has errors; see the DG diagnostics of the build.\");");
            writer.Line();
            PublicMembers.Write(
                writer, type, target, MemberTexts.Unknown, [.. MemberRules.ParameterProperties(model.Layers)], Includes);
            WriteHooks(writer, type);
        });

        bool Includes(string key) => !model.ClashingMembers.Contains(key);

        void WriteMember(CodeWriter writer, string key, string line)
        {
            if (Includes(key))
            {
                writer.Line(SourceFile.GeneratedCode);
                writer.Line(line);
                writer.Line();
            }
        }
    }

    private static void WriteHooks(CodeWriter writer, string type)
    {
        string self = $"global::DropoutGen.INetwork<{type}>";
        string pass = "in global::DropoutGen.CompilerServices.NetworkPass pass";
        string[] members =
        [
            $"static global::DropoutGen.NetworkDefinition {self}.Definition => throw InvalidDeclaration();",
            $"static global::DropoutGen.Loss {self}.Loss => throw InvalidDeclaration();",
            $"static {type} {self}.Create(ulong seed) => throw InvalidDeclaration();",
            $"global::DropoutGen.ParameterCollection {self}.Parameters => throw InvalidDeclaration();",
            $"global::DropoutGen.DropoutCollection {self}.Dropouts => throw InvalidDeclaration();",
            $"global::DropoutGen.VectorWidth {self}.VectorWidth {{ get => throw InvalidDeclaration(); set => throw InvalidDeclaration(); }}",
            $"global::DropoutGen.CompilerServices.NetworkState {self}.State => throw InvalidDeclaration();",
            $"static void {self}.Infer({pass}) => throw InvalidDeclaration();",
            $"static void {self}.Forward({pass}) => throw InvalidDeclaration();",
            $"static void {self}.SamplePrefix({pass}) => throw InvalidDeclaration();",
            $"static void {self}.SamplePass({pass}) => throw InvalidDeclaration();",
            $"static void {self}.Backward<TRule>({pass}, in global::DropoutGen.CompilerServices.ParameterUpdate<TRule> update, bool inputGradient) => throw InvalidDeclaration();",
        ];
        foreach (string member in members)
        {
            writer.Line(SourceFile.GeneratedCode);
            writer.Line(member);
        }
    }
}
