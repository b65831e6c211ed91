using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.Analyzers;

/// <summary>Places inside an attribute.</summary>
internal static class AttributeLocation
{
    /// <summary>The argument of a name, whether it is given by position, as <c>name: value</c> or as <c>Name = value</c>; otherwise the attribute.</summary>
    public static Location OfArgument(AttributeData attribute, string name, CancellationToken cancellation)
    {
        SyntaxNode? syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation);
        if (syntax is not AttributeSyntax written)
        {
            return Location.None;
        }

        return (name.Length == 0 ? null : Find(written, attribute, name))?.GetLocation() ?? written.GetLocation();
    }

    private static AttributeArgumentSyntax? Find(AttributeSyntax written, AttributeData attribute, string name)
    {
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = written.ArgumentList?.Arguments ?? default;
        AttributeArgumentSyntax? named = arguments.FirstOrDefault(argument =>
            argument.NameEquals?.Name.Identifier.ValueText == name || argument.NameColon?.Name.Identifier.ValueText == name);
        if (named is not null)
        {
            return named;
        }

        int position = attribute.AttributeConstructor?.Parameters.ToList().FindIndex(parameter => parameter.Name == name) ?? -1;
        return position >= 0 && position < arguments.Count && arguments[position] is { NameEquals: null, NameColon: null } byPosition
            ? byPosition
            : null;
    }
}
