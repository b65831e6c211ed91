using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DropoutGen.CodeFixes;

/// <summary>Changes to layer attributes that fixes share.</summary>
internal static class AttributeEdit
{
    /// <summary>Removes an attribute, and its list with it where it is alone.</summary>
    public static SyntaxNode Remove(SyntaxNode root, AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1)
        {
            return root.RemoveNode(attribute, SyntaxRemoveOptions.KeepNoTrivia)!;
        }

        // What stands in front of the first list, comments and empty lines, stays.
        return root.RemoveNode(list, list.GetLeadingTrivia().Any(static trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
            ? SyntaxRemoveOptions.KeepLeadingTrivia
            : SyntaxRemoveOptions.KeepNoTrivia)!;
    }

    /// <summary>
    /// The layer that a diagnostic is about; null where that is in a block, which the network's attribute only names: there is
    /// nothing to change here.
    /// </summary>
    public static AttributeSyntax? Layer(SyntaxNode? root, TextSpan span) =>
        root?.FindNode(span).FirstAncestorOrSelf<AttributeSyntax>() is { } attribute && !NamesBlock(attribute) ? attribute : null;

    /// <summary>Whether an attribute stands for the layers of a block.</summary>
    public static bool NamesBlock(AttributeSyntax attribute) =>
        attribute.Name is GenericNameSyntax or QualifiedNameSyntax { Right: GenericNameSyntax } or AliasQualifiedNameSyntax { Name: GenericNameSyntax };

    /// <summary>The attributes of a declaration in source order.</summary>
    public static List<AttributeSyntax> Siblings(AttributeSyntax attribute) =>
        attribute.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } declaration
            ? [.. declaration.AttributeLists.SelectMany(static list => list.Attributes)]
            : [];

    /// <summary>The argument of a dropout that is its rate.</summary>
    public static AttributeArgumentSyntax? Rate(AttributeSyntax attribute) => attribute.ArgumentList?.Arguments.FirstOrDefault(static argument =>
        argument.NameEquals is null && argument.NameColon is null or { Name.Identifier.ValueText: "rate" });

    /// <summary>A number as a literal, without the digits that rounding adds.</summary>
    public static ExpressionSyntax Literal(double value)
    {
        double rounded = Math.Round(value, 12);
        return SyntaxFactory.LiteralExpression(
            SyntaxKind.NumericLiteralExpression,
            SyntaxFactory.Literal(rounded.ToString("R", CultureInfo.InvariantCulture), rounded));
    }

    /// <summary>1 - expression.</summary>
    public static ExpressionSyntax Complement(ExpressionSyntax expression) => SyntaxFactory.BinaryExpression(
        SyntaxKind.SubtractExpression,
        SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(1)).WithTrailingTrivia(SyntaxFactory.Space),
        SyntaxFactory.Token(SyntaxKind.MinusToken).WithTrailingTrivia(SyntaxFactory.Space),
        expression.WithoutTrivia());
}
