using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.HandWritten;

/// <summary>The bodies of a type's methods, who calls whom, and what is assigned to its fields.</summary>
internal sealed class TypeCode
{
    private readonly Dictionary<ISymbol, List<IOperation>> _assigned = new(SymbolEqualityComparer.Default);

    public TypeCode(INamedTypeSymbol type, IEnumerable<KeyValuePair<ISymbol, IReadOnlyList<IOperation>>> blocks)
    {
        Type = type;
        var called = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var owners = new List<ISymbol>();
        foreach (KeyValuePair<ISymbol, IReadOnlyList<IOperation>> block in blocks)
        {
            if (block.Key is IMethodSymbol)
            {
                Bodies[block.Key] = block.Value;
                owners.Add(block.Key);
            }

            foreach (IOperation operation in block.Value.SelectMany(static body => body.DescendantsAndSelf()))
            {
                Note(operation, block.Key, called);
            }
        }

        IEnumerable<ISymbol> roots = owners.Where(owner => !called.Contains(owner));
        Roots = [.. (roots.Any() ? roots : owners).OrderBy(static owner => owner is IMethodSymbol { MethodKind: MethodKind.Constructor } ? 0 : 1)
            .ThenBy(static owner => owner.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0)];
    }

    public INamedTypeSymbol Type { get; }

    public Dictionary<ISymbol, IReadOnlyList<IOperation>> Bodies { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Methods that no other method of the type calls, constructors first.</summary>
    public IReadOnlyList<ISymbol> Roots { get; }

    /// <summary>What a field or property of this type is set to, if that is in one place and nobody else can set it.</summary>
    public IOperation? OnlyValue(ISymbol member)
    {
        bool isOwn = member switch
        {
            IFieldSymbol field => field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private,
            IPropertySymbol property => property.SetMethod is null or { DeclaredAccessibility: Accessibility.Private } || property.SetMethod.IsInitOnly,
            _ => false,
        };
        return isOwn && _assigned.TryGetValue(member, out List<IOperation>? values) && values.Count == 1 ? values[0] : null;
    }

    private void Note(IOperation operation, ISymbol owner, HashSet<ISymbol> called)
    {
        switch (operation)
        {
            case IInvocationOperation call when !SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, owner):
                called.Add(call.TargetMethod.OriginalDefinition);
                break;
            case IMethodReferenceOperation reference:
                called.Add(reference.Method.OriginalDefinition);
                break;
            case IPropertyReferenceOperation { Property.GetMethod: { } getter }:
                called.Add(getter.OriginalDefinition);
                break;
            case ILocalFunctionOperation { Body: { } body } function:
                Bodies[function.Symbol] = [body];
                break;
            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment:
                Remember(target.Member, assignment.Value);
                break;
            case ICompoundAssignmentOperation { Target: IMemberReferenceOperation target } assignment:
                Remember(target.Member, assignment);
                break;
            case IFieldInitializerOperation initializer:
                initializer.InitializedFields.ToList().ForEach(field => Remember(field, initializer.Value));
                break;
            case IPropertyInitializerOperation initializer:
                initializer.InitializedProperties.ToList().ForEach(property => Remember(property, initializer.Value));
                break;
        }
    }

    private void Remember(ISymbol member, IOperation value)
    {
        if (!_assigned.TryGetValue(member, out List<IOperation>? values))
        {
            _assigned.Add(member, values = []);
        }

        values.Add(value);
    }
}
