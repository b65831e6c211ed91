using Microsoft.CodeAnalysis;

namespace DropoutGen.Analyzers.Rules;

/// <summary>The rules about dropout that is written by hand: DG2001 and DG2002.</summary>
internal static class HandWrittenDescriptors
{
    private const string Category = "DropoutGen.Dropout";

    public static readonly DiagnosticDescriptor Unscaled = new(
        "DG2001", "Dropout written by hand is scaled", "{0}", Category, DiagnosticSeverity.Warning, true,
        helpLinkUri: HelpPages.Link("DG2001"));

    public static readonly DiagnosticDescriptor WrongScale = new(
        "DG2002", "Dropout written by hand is scaled once, by the keep probability", "{0}", Category, DiagnosticSeverity.Warning, true,
        helpLinkUri: HelpPages.Link("DG2002"));
}
