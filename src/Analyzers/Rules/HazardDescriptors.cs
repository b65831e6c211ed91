using Microsoft.CodeAnalysis;

namespace DropoutGen.Analyzers.Rules;

/// <summary>The rules about dropout that compiles but does not do what it should: DG1xxx.</summary>
internal static class HazardDescriptors
{
    private const string Category = "DropoutGen.Dropout";

    public static readonly DiagnosticDescriptor BeforeBatchNorm = new(
        "DG1001", "Dropout stands behind the last BatchNorm", "{0}", Category, DiagnosticSeverity.Warning, true,
        helpLinkUri: HelpPages.Link("DG1001"));

    public static readonly DiagnosticDescriptor Unscaled = new(
        "DG1002", "Dropout is scaled", "{0}", Category, DiagnosticSeverity.Warning, true,
        helpLinkUri: HelpPages.Link("DG1002"));

    public static readonly DiagnosticDescriptor KeepProbability = new(
        "DG1003", "A dropout rate is the probability to drop", "{0}", Category, DiagnosticSeverity.Warning, true,
        helpLinkUri: HelpPages.Link("DG1003"));

    public static readonly DiagnosticDescriptor Logits = new(
        "DG1004", "Dropout does not act on the outputs", "{0}", Category, DiagnosticSeverity.Warning, true,
        helpLinkUri: HelpPages.Link("DG1004"));

    public static readonly DiagnosticDescriptor Doubled = new(
        "DG1005", "Dropout does not follow dropout", "{0}", Category, DiagnosticSeverity.Warning, true,
        helpLinkUri: HelpPages.Link("DG1005"));

    public static readonly DiagnosticDescriptor Inputs = new(
        "DG1006", "Dropout on inputs is weak", "{0}", Category, DiagnosticSeverity.Info, true,
        helpLinkUri: HelpPages.Link("DG1006"));

    public static readonly DiagnosticDescriptor AllDropped = new(
        "DG1008", "Dropout leaves a unit of each layer", "{0}", Category, DiagnosticSeverity.Warning, true,
        helpLinkUri: HelpPages.Link("DG1008"));

    public static readonly DiagnosticDescriptor ActivePaths = new(
        "DG1009", "Enough paths through the network stay active", "{0}", Category, DiagnosticSeverity.Info, true,
        helpLinkUri: HelpPages.Link("DG1009"));

    public static readonly DiagnosticDescriptor BeforeNonlinearity = new(
        "DG1010", "Dropout stands behind the activation", "{0}", Category, DiagnosticSeverity.Info, true,
        helpLinkUri: HelpPages.Link("DG1010"));

    public static readonly DiagnosticDescriptor EffectiveRate = new(
        "DG1011", "A dropout rate can be represented", "{0}", Category, DiagnosticSeverity.Info, true,
        helpLinkUri: HelpPages.Link("DG1011"));
}
