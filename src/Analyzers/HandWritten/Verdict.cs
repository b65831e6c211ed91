using System.Globalization;
using DropoutGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DropoutGen.Analyzers.HandWritten;

/// <summary>Decides whether what was found is dropout, and whether its scale is right.</summary>
internal sealed class Verdict(Interpreter interpreter, INamedTypeSymbol type)
{
    private const int Enough = 2;
    private const int EnoughForSums = 3;
    private const int EnoughForFactors = 1;

    /// <summary>What to report, one for each draw.</summary>
    public IEnumerable<Diagnostic> Findings()
    {
        var reported = new HashSet<SyntaxNode>();
        foreach (Application application in interpreter.Applications)
        {
            if (application.IsCancelled || reported.Contains(application.Site.Syntax) || Fault(application) is not { } descriptor)
            {
                continue;
            }

            int evidence = Evidence(application);

            // Nothing but dropout divides what it keeps by a power of the other probability.
            int enough = application.Skips ? EnoughForSums : descriptor.Id == HandWrittenDescriptors.WrongScale.Id ? EnoughForFactors : Enough;
            if (evidence >= enough)
            {
                reported.Add(application.Site.Syntax);
                yield return descriptor;
            }
        }
    }

    private Diagnostic? Fault(Application application)
    {
        double keep = application.Keep.Amount;
        double drop = 1 - keep;
        if (double.IsNaN(keep) || double.IsInfinity(keep) || (application.Keep.IsConstant && keep is <= 0 or >= 1))
        {
            return null;
        }

        // All places where this draw's mask is applied, for the forward and the backward pass.
        List<Application> same = [.. interpreter.Applications.Where(other => other.Site.Syntax == application.Site.Syntax)];
        if (IsKeptElsewhere(application, same))
        {
            return null;
        }

        List<Number> attached = [.. same.SelectMany(static other => other.Factors)];
        List<LooseFactor> related = [.. interpreter.Factors.Where(factor => IsRelated(factor, application, same))];
        double product = application.Factors.Aggregate(1.0, static (amount, factor) => amount * factor.Amount);
        bool Has(double amount) => attached.Any(factor => factor.Is(amount)) || related.Any(factor => factor.Amount.Is(amount));

        bool isInverted = Has(1 / keep) || new Number(product).Is(1 / keep);
        if (isInverted)
        {
            // A half is too common a number to mean the rate without its name.
            bool canTell = application.Keep.Names.Count > 0 || !new Number(keep).Is(0.5);
            bool isTwice = new Number(product).Is(1 / (keep * keep))
                || (canTell && (attached.Any(factor => factor.Is(keep)) || related.Any(factor => factor.Amount.Is(keep) && IsDataFactor(factor))));
            return isTwice ? Twice(application) : null;
        }

        if (Has(keep))
        {
            return null;
        }

        if (Has(1 / drop))
        {
            return Create(HandWrittenDescriptors.WrongScale, application, "is divided by the probability of being dropped, not by that of being kept: divide by 1 - rate");
        }

        if (same.Any(other => interpreter.ScaledByName.Contains(other.Root)) || attached.Any(factor => !factor.IsConstant && factor.Names.Any(static name => Words.SaysScale(name)) && !factor.Names.Overlaps(application.Keep.Names)))
        {
            return null;
        }

        return Create(
            HandWrittenDescriptors.Unscaled,
            application,
            string.Format(CultureInfo.InvariantCulture, "is scaled neither in training nor at inference{0}: multiply what is kept by 1/(1 - rate)", application.Keep.IsConstant && keep > 0 ? string.Format(CultureInfo.InvariantCulture, ", where values come out {0:G3} times as large", 1 / keep) : string.Empty));
    }

    // What one draw takes out here stays there, as with error feedback, or in the other half of a split.
    private static bool IsKeptElsewhere(Application application, List<Application> same) =>
        !application.Keep.Is(0.5)
        && same.Any(other => other.Keep.Is(1 - application.Keep.Amount) && other.Symbols.Overlaps(application.Symbols));

    private static bool IsDataFactor(LooseFactor factor) =>
        factor.Place.Type?.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Int64);

    // A name ties a factor to a rate anywhere in the type. A bare number does so only on another path.
    private bool IsRelated(LooseFactor factor, Application application, List<Application> same)
    {
        bool isElsewhere = !same.Any(other => SymbolEqualityComparer.Default.Equals(other.Root, factor.Root));
        if (application.Keep.IsConstant)
        {
            // Half is too common a number to mean this rate in any method.
            return isElsewhere ? IsFree(factor) && (Words.SaysInference(factor.Root.Name) || !application.Keep.Is(0.5)) : factor.IsConditional;
        }

        return factor.Amount.Names.Overlaps(application.Keep.Names)
            || (factor.Amount.Is(application.Keep.Amount) && isElsewhere && IsFree(factor) && Words.SaysInference(factor.Root.Name)
                && factor.Amount.Names.Select(NameTable.Plain).Intersect(application.Keep.Names.Select(NameTable.Plain), StringComparer.Ordinal).Any());
    }

    // A factor beside a draw of its own method belongs to that draw.
    private bool IsFree(LooseFactor factor) =>
        !interpreter.Applications.Any(other => SymbolEqualityComparer.Default.Equals(other.Root, factor.Root));

    private static Diagnostic Twice(Application application) =>
        Create(HandWrittenDescriptors.WrongScale, application, "is scaled twice: by 1/(1 - rate) in training and once more; keep one of the two");

    private static Diagnostic Create(DiagnosticDescriptor descriptor, Application application, string what) =>
        Diagnostic.Create(descriptor, application.Place.Syntax.GetLocation(), $"Dropout written by hand {what}");

    private int Evidence(Application application)
    {
        var core = new HashSet<string>(StringComparer.Ordinal) { type.Name, application.Root.Name };
        core.UnionWith(application.Symbols.Select(static symbol => symbol.Name));
        core.UnionWith(application.Keep.Names.Select(NameTable.Plain));
        var body = new HashSet<string>(StringComparer.Ordinal);
        foreach (SyntaxNode method in new[] { Enclosing(application.Place.Syntax), Enclosing(application.Site.Syntax) }.OfType<SyntaxNode>())
        {
            if (method is Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax declaration)
            {
                core.Add(declaration.Identifier.ValueText);
                core.UnionWith(declaration.ParameterList.Parameters.Select(static parameter => parameter.Identifier.ValueText));
            }

            body.UnionWith(method.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText));
        }

        bool saysDropout = core.Any(Words.SaysDropout);
        bool isNeural = application.Symbols.Any(interpreter.IsNeural);
        bool saysNeural = core.Any(Words.SaysNeural);
        int evidence = (isNeural ? 2 : 0) + (application.Skips && application.Symbols.Any(interpreter.IsActivated) ? 1 : 0) + (IsTensor(application.Place.Type) ? 1 : 0);
        evidence += saysDropout ? 3 : body.Any(Words.SaysDropout) ? 2 : 0;
        evidence += saysNeural ? 2 : body.Any(Words.SaysNeural) || core.Any(Words.SaysNetwork) ? 1 : 0;
        int others = core.SelectMany(Words.Others).Distinct(StringComparer.Ordinal).Count(word =>
            !(saysDropout && Words.IsSharedWithDropout(word)) && !((isNeural || saysNeural) && Words.IsSharedWithNetworks(word)));

        if (!saysDropout && type.GetMembers().Any(static member => Words.SaysRestoring(member.Name)))
        {
            others++;
        }

        // One foreign word does not weigh against names that speak of dropout and of a network.
        return evidence - ((saysDropout && saysNeural ? 2 : 4) * Math.Min(others, 2));
    }

    private static bool IsTensor(ITypeSymbol? type) => type is { Name: "Tensor", ContainingNamespace.Name: "TorchSharp" };

    private static SyntaxNode? Enclosing(SyntaxNode node) =>
        node.FirstAncestorOrSelf<Microsoft.CodeAnalysis.CSharp.Syntax.BaseMethodDeclarationSyntax>();
}
