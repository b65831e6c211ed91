using Microsoft.CodeAnalysis;

namespace DropoutGen.Analyzers.Rules;

/// <summary>The rules that make a declaration invalid: DG0xxx, errors.</summary>
internal static class DeclarationDescriptors
{
    private const string Category = "DropoutGen.Declaration";

    public static readonly DiagnosticDescriptor NotPartial = new(
        "DG0001", "A network and the types around it are partial", "{0}", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: HelpPages.Link("DG0001"));

    public static readonly DiagnosticDescriptor UnsupportedKind = new(
        "DG0002", "A network is a plain class", "{0}", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: HelpPages.Link("DG0002"));

    public static readonly DiagnosticDescriptor NothingToTrain = new(
        "DG0003", "A network has a layer with parameters", "{0}", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: HelpPages.Link("DG0003"));

    public static readonly DiagnosticDescriptor ArgumentOutOfRange = new(
        "DG0004", "An argument is in its range", "{0}", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: HelpPages.Link("DG0004"));

    public static readonly DiagnosticDescriptor Loss = new(
        "DG0005", "A network ends with its one loss", "{0}", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: HelpPages.Link("DG0005"));

    public static readonly DiagnosticDescriptor LayersSpread = new(
        "DG0006", "A network's layers stand on one declaration", "{0}", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: HelpPages.Link("DG0006"));

    public static readonly DiagnosticDescriptor MemberClash = new(
        "DG0007", "A member does not have a generated member's name", "{0}", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: HelpPages.Link("DG0007"));

    public static readonly DiagnosticDescriptor LayerWithoutNetwork = new(
        "DG0008", "A layer stands on a network", "{0}", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: HelpPages.Link("DG0008"));

    public static readonly DiagnosticDescriptor OutputsDoNotFitLoss = new(
        "DG0010", "The outputs fit the loss", "{0}", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: HelpPages.Link("DG0010"));

    public static readonly DiagnosticDescriptor FeaturesBehindDense = new(
        "DG0011", "FeatureDropout stands in front of the first Dense", "{0}", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: HelpPages.Link("DG0011"));

    public static readonly DiagnosticDescriptor BlockCycle = new(
        "DG0012", "A block does not contain itself", "{0}", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: HelpPages.Link("DG0012"));

    public static readonly DiagnosticDescriptor ResidualWidth = new(
        "DG0013", "A residual branch gives back as many values as it takes", "{0}", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: HelpPages.Link("DG0013"));

    public static readonly DiagnosticDescriptor DenseBehind = new(
        "DG0014", "A layer that belongs to a Dense stands in front of one", "{0}", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: HelpPages.Link("DG0014"));

    public static readonly DiagnosticDescriptor Marginalized = new(
        "DG0015", "A marginalised dropout has a closed form", "{0}", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: HelpPages.Link("DG0015"));

    public static readonly DiagnosticDescriptor Block = new(
        "DG0016", "A block is a class with layers and without a loss", "{0}", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: HelpPages.Link("DG0016"));

    /// <summary>The rules that the reader's faults name, by id.</summary>
    public static readonly IReadOnlyDictionary<string, DiagnosticDescriptor> OfFaults =
        new[]
        {
            NotPartial,
            UnsupportedKind,
            NothingToTrain,
            ArgumentOutOfRange,
            Loss,
            LayersSpread,
            MemberClash,
            OutputsDoNotFitLoss,
            FeaturesBehindDense,
            BlockCycle,
            ResidualWidth,
            DenseBehind,
            Marginalized,
            Block,
        }
            .ToDictionary(static rule => rule.Id, StringComparer.Ordinal);
}
