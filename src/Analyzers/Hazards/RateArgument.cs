using DropoutGen.Generator.Layers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.Analyzers.Hazards;

/// <summary>How the rate of a dropout is written.</summary>
internal static class RateArgument
{
    /// <summary>The name of the constant that is the rate; empty where it is anything else than one name.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="ofBranches">Whether it is the rate of a residual layer's branches.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static string NameIn(AttributeData attribute, bool ofBranches, CancellationToken cancellation)
    {
        var written = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
        AttributeArgumentSyntax? argument = written?.ArgumentList?.Arguments.FirstOrDefault(argument => ofBranches
            ? argument.NameEquals is { Name.Identifier.ValueText: DropPathOptions.RateName }
            : argument.NameEquals is null && argument.NameColon is null or { Name.Identifier.ValueText: "rate" });
        return argument?.Expression switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
            _ => string.Empty,
        };
    }
}
