using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.CallSites;

/// <summary>Which variable an expression stands for.</summary>
internal static class Storage
{
    /// <summary>The variable that holds what an expression reads or writes: an element's array, a span's array, a reference itself.</summary>
    public static ISymbol? Of(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation { Property: { IsIndexer: true } or { Name: "Span" or "Mean" } } part => Of(part.Instance),
        IPropertyReferenceOperation property => property.Property,
        IArrayElementReferenceOperation element => Of(element.ArrayReference),
        IImplicitIndexerReferenceOperation element => Of(element.Instance),
        IConversionOperation conversion => Of(conversion.Operand),
        IParenthesizedOperation parenthesized => Of(parenthesized.Operand),
        IAwaitOperation wait => Of(wait.Operation),
        IArgumentOperation argument => Of(argument.Value),
        IInvocationOperation { TargetMethod.Name: "AsSpan" or "Slice" or "AsMemory" or "ToArray" } call =>
            Of(call.Instance ?? call.Arguments.FirstOrDefault()?.Value),
        _ => null,
    };

    public static bool Same(ISymbol? first, ISymbol? second) => SymbolEqualityComparer.Default.Equals(first, second);

    /// <summary>Whether an expression reads a variable anywhere.</summary>
    public static bool Reads(IOperation? operation, ISymbol symbol) =>
        operation is not null && operation.DescendantsAndSelf().Any(part => IsReference(part) && Same(Of(part), symbol));

    /// <summary>Whether an operation names a variable.</summary>
    public static bool IsReference(IOperation operation) => operation
        is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: false };

    /// <summary>What a variable is declared with, where it is in the same body.</summary>
    public static IOperation? Initializer(ISymbol? symbol, IOperation body) => symbol is not ILocalSymbol ? null
        : body.Descendants().OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(declarator => Same(declarator.Symbol, symbol))?.GetVariableInitializer()?.Value;

    /// <summary>Conversions that are not written, and awaiting, taken off.</summary>
    public static IOperation Bare(IOperation operation) => operation switch
    {
        IConversionOperation conversion => Bare(conversion.Operand),
        IParenthesizedOperation parenthesized => Bare(parenthesized.Operand),
        IAwaitOperation wait => Bare(wait.Operation),
        _ => operation,
    };
}
