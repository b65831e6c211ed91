using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace DropoutGen.Generator.Tests.Incrementality;

/// <summary>
/// Walks all that a value holds and fails at anything that keeps a compilation alive or that never equals its
/// counterpart of the next run.
/// </summary>
internal sealed class StepContents
{
    private static readonly Type[] s_forbidden =
    [
        typeof(ISymbol), typeof(Compilation), typeof(SemanticModel), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference),
        typeof(SyntaxToken), typeof(SyntaxTrivia), typeof(Location), typeof(Diagnostic), typeof(AttributeData), typeof(TypedConstant),
        typeof(Delegate), typeof(MemberInfo),
    ];

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>Types that were seen, so that a test can tell that the walk went deep.</summary>
    public HashSet<Type> Types { get; } = [];

    public void Require(object? value, string path)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (value is null)
        {
            return;
        }

        Type type = value.GetType();
        Types.Add(type);
        Assert.False(s_forbidden.Any(forbidden => forbidden.IsAssignableFrom(type)), $"{path} is a {type}");
        if (type.IsPrimitive || type.IsEnum || value is string || (!type.IsValueType && !_seen.Add(value)))
        {
            return;
        }

        if (value is Array items)
        {
            int index = 0;
            foreach (object? item in (IEnumerable)items)
            {
                Require(item, $"{path}[{index++}]");
            }

            return;
        }

        for (Type? level = type; level is not null; level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Require(field.GetValue(value), $"{path}.{field.Name}");
            }
        }
    }
}
