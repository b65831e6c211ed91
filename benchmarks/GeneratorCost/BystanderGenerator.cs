using Microsoft.CodeAnalysis;

namespace DropoutGen.Benchmarks.GeneratorCost;

/// <summary>
/// Looks for the same attribute and does nothing else: what has run once leaves the compiler's own code compiled, as it is in
/// an editor or a build server when the first network is written.
/// </summary>
internal sealed class BystanderGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<string> names = context.SyntaxProvider.ForAttributeWithMetadataName(
            "DropoutGen.NetworkAttribute",
            static (_, _) => true,
            static (attribute, _) => string.Join(
                ' ',
                attribute.TargetSymbol.GetAttributes().Select(static one => $"{one} {one.ConstructorArguments.Length}")));
        context.RegisterSourceOutput(names, static (output, name) => output.AddSource("Bystander.g.cs", "// " + name));
    }
}
