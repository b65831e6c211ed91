using Microsoft.CodeAnalysis;

namespace DropoutGen.Analyzers.Rules;

/// <summary>The rules about dropout that compiles but does not do what it should: DG1xxx.</summary>
internal static class HazardDescriptors
{
    private const string Category = "DropoutGen.Dropout";

    public static readonly DiagnosticDescriptor Unscaled = new(
        "DG1002", "Dropout is scaled", "{0}", Category, DiagnosticSeverity.Warning, true,
        helpLinkUri: HelpPages.Link("DG1002"));
}
