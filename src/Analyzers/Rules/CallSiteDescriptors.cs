using Microsoft.CodeAnalysis;

namespace DropoutGen.Analyzers.Rules;

/// <summary>The rules about how networks with dropout are called: DG2003 to DG2006 and DG2008.</summary>
internal static class CallSiteDescriptors
{
    private const string Category = "DropoutGen.Dropout";

    public static readonly DiagnosticDescriptor StochasticForward = new(
        "DG2003", "Results come from a pass without dropout", "{0}", Category, DiagnosticSeverity.Warning, true,
        helpLinkUri: HelpPages.Link("DG2003"));

    public static readonly DiagnosticDescriptor SameSeed = new(
        "DG2004", "Each round of a loop draws its own masks", "{0}", Category, DiagnosticSeverity.Warning, true,
        helpLinkUri: HelpPages.Link("DG2004"));

    public static readonly DiagnosticDescriptor NothingToSample = new(
        "DG2005", "Monte-Carlo sampling has dropout and enough passes", "{0}", Category, DiagnosticSeverity.Warning, true,
        helpLinkUri: HelpPages.Link("DG2005"));

    public static readonly DiagnosticDescriptor AveragedLabels = new(
        "DG2006", "Monte-Carlo passes are averaged as probabilities", "{0}", Category, DiagnosticSeverity.Warning, true,
        helpLinkUri: HelpPages.Link("DG2006"));

    public static readonly DiagnosticDescriptor EvaluatedInTraining = new(
        "DG2008", "A TorchSharp module is evaluated without dropout", "{0}", Category, DiagnosticSeverity.Warning, true,
        helpLinkUri: HelpPages.Link("DG2008"));
}
