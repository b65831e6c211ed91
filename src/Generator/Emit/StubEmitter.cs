using DropoutGen.Generator.Infer;
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
    // Said in each member: a helper's name could be one of the user's.
    private const string Failure =
        "throw new global::System.InvalidOperationException(\"The declaration of this network has errors; see the DG diagnostics of the build.\")";

    public static string Write(NetworkModel model)
    {
        string type = model.Type.Name;
        string target = model.Layers.OfType<LossLayer>().FirstOrDefault()?.TargetType ?? "int";
        List<PlacedLayer> layers = BlockExpansion.Run(model.Layers);
        return SourceFile.Write(model.Type, [], [], $" : global::DropoutGen.INetwork<{type}, {target}>", writer =>
        {
            PublicMembers.Write(
                writer,
                type,
                target,
                MemberTexts.Unknown,
                [.. MemberRules.ParameterProperties(layers)],
                [.. MemberRules.StatisticProperties(layers)],
                key => !model.ClashingMembers.Contains(key),
                Failure,
                initializer: model.Type.StubInitializer);
            WriteHooks(writer, type);
        });
    }

    private static void WriteHooks(CodeWriter writer, string type)
    {
        string self = $"global::DropoutGen.INetwork<{type}>";
        string pass = "in global::DropoutGen.CompilerServices.NetworkPass pass";
        string[] members =
        [
            $"static global::DropoutGen.NetworkDefinition {self}.Definition => {Failure};",
            $"static global::DropoutGen.Loss {self}.Loss => {Failure};",
            $"static {type} {self}.Create(ulong seed) => {Failure};",
            $"global::DropoutGen.ParameterCollection {self}.Parameters => {Failure};",
            $"global::DropoutGen.ParameterCollection {self}.RunningStatistics => {Failure};",
            $"global::DropoutGen.DropoutCollection {self}.Dropouts => {Failure};",
            $"global::DropoutGen.VectorWidth {self}.VectorWidth {{ get => {Failure}; set => {Failure}; }}",
            $"void {self}.Predict(global::System.ReadOnlySpan<float> inputs, global::System.Span<float> outputs, int threads) => {Failure};",
            $"void {self}.PredictLogits(global::System.ReadOnlySpan<float> inputs, global::System.Span<float> outputs, int threads) => {Failure};",
            $"global::DropoutGen.MonteCarloPrediction {self}.PredictMonteCarlo(global::System.ReadOnlySpan<float> inputs, int passes, ulong seed, int threads) => {Failure};",
            $"global::DropoutGen.CompilerServices.NetworkState {self}.State => {Failure};",
            $"static void {self}.Infer({pass}) => {Failure};",
            $"static void {self}.Forward({pass}) => {Failure};",
            $"static void {self}.SamplePrefix({pass}) => {Failure};",
            $"static void {self}.SamplePass({pass}) => {Failure};",
            $"static void {self}.Backward<TRule>({pass}, in global::DropoutGen.CompilerServices.ParameterUpdate<TRule> update, bool inputGradient) => {Failure};",
        ];
        foreach (string member in members)
        {
            writer.Line(SourceFile.GeneratedCode);
            writer.Line(member);
        }
    }
}
