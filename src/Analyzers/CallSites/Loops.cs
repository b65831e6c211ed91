using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.CallSites;

/// <summary>Loops, those of LINQ and of Parallel among them, and what stays the same in each round.</summary>
internal static class Loops
{
    private static readonly HashSet<string> s_repeating = new(StringComparer.Ordinal)
    {
        "Select", "SelectMany", "For", "ForEach", "ForAsync", "ForEachAsync", "ConvertAll", "Aggregate", "Sum", "Average", "Times",
    };

    /// <summary>The loops that repeat an operation, innermost first.</summary>
    public static IEnumerable<IOperation> Around(IOperation operation)
    {
        IOperation at = operation;
        while (at.Parent is { } parent)
        {
            switch (parent)
            {
                case ILocalFunctionOperation:
                    yield break;
                case IForLoopOperation loop when !loop.Before.Contains(at):
                case IForEachLoopOperation each when each.Collection != at:
                case IWhileLoopOperation:
                    yield return parent;
                    break;
                case IAnonymousFunctionOperation function when IsRepeated(function):
                    yield return function;
                    break;
            }

            at = parent;
        }
    }

    private static bool IsRepeated(IAnonymousFunctionOperation function) =>
        Invocation(function) is { TargetMethod.Name: var name } && s_repeating.Contains(name);

    /// <summary>The call that a lambda is an argument of.</summary>
    public static IInvocationOperation? Invocation(IAnonymousFunctionOperation function)
    {
        IOperation? at = function.Parent;
        while (at is IDelegateCreationOperation or IConversionOperation or IArgumentOperation)
        {
            at = at.Parent;
        }

        return at as IInvocationOperation;
    }

    /// <summary>Whether an expression has the same value in each round of a loop.</summary>
    public static bool IsInvariant(IOperation? expression, IOperation loop)
    {
        if (expression is null || expression.ConstantValue.HasValue)
        {
            return true;
        }

        switch (expression)
        {
            case IInstanceReferenceOperation:
                return true;
            case IConversionOperation or IBinaryOperation or IUnaryOperation or IParenthesizedOperation or IArrayElementReferenceOperation
                or IImplicitIndexerReferenceOperation or ITupleOperation or IRangeOperation or IArgumentOperation or IDefaultValueOperation:
            case IInvocationOperation { TargetMethod.Name: "AsSpan" or "Slice" or "ToArray" or "AsMemory" }:
                return expression.ChildOperations.All(child => IsInvariant(child, loop));
            case IInvocationOperation { Instance: { } generator, TargetMethod: { ContainingType.Name: "Random", Name: var name } } when name.StartsWith("Next", StringComparison.Ordinal):
                return IsRestarted(generator, loop);
            case IPropertyReferenceOperation property:
                return IsInvariant(property.Instance, loop) && property.Arguments.All(argument => IsInvariant(argument, loop))
                    && !IsWritten(property.Property, loop) && property.Property.Name is not ("Ticks" or "Now" or "UtcNow" or "Shared" or "ElapsedTicks" or "TickCount" or "Current");
            case IFieldReferenceOperation field:
                return IsInvariant(field.Instance, loop) && IsFixed(field.Field, loop);
            case ILocalReferenceOperation { Local: var local }:
                return IsInvariantLocal(local, loop);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return !Parameters(loop).Contains(parameter, SymbolEqualityComparer.Default) && !IsWritten(parameter, loop);
            default:
                return false;
        }
    }

    /// <summary>Whether a variable's elements stay the same too: nothing in the loop writes to it or gets it to write to.</summary>
    public static bool KeepsContents(ISymbol? symbol, IOperation loop, IOperation except) => symbol is null || !loop.Descendants().Any(operation => operation switch
    {
        IAssignmentOperation assignment => Storage.Same(Storage.Of(assignment.Target), symbol),
        IInvocationOperation call when call.Syntax != except.Syntax =>
            (call.TargetMethod.Name is "Clear" or "Fill" && Storage.Same(Storage.Of(call.Instance), symbol))
            || call.Arguments.Any(argument => Storage.Same(Storage.Of(argument.Value), symbol) && CanWrite(argument.Parameter?.Type)),
        _ => false,
    });

    private static bool CanWrite(ITypeSymbol? type) => type is IArrayTypeSymbol or INamedTypeSymbol { Name: "Span" or "Memory" };

    private static bool IsInvariantLocal(ILocalSymbol local, IOperation loop)
    {
        if (loop is IForEachLoopOperation each && each.Locals.Contains(local, SymbolEqualityComparer.Default))
        {
            return false;
        }

        if (loop.Descendants().OfType<IVariableDeclaratorOperation>().FirstOrDefault(declarator => Storage.Same(declarator.Symbol, local)) is { } declared)
        {
            // A for loop's own variable is declared once and written at the bottom.
            return !IsWritten(local, loop) && declared.GetVariableInitializer() is { } initializer && IsInvariant(initializer.Value, loop);
        }

        return !loop.Descendants().OfType<IForEachLoopOperation>().Any(inner => inner.Locals.Contains(local, SymbolEqualityComparer.Default)) && !IsWritten(local, loop);
    }

    // A generator that starts from the same seed in each round gives the same numbers.
    private static bool IsRestarted(IOperation generator, IOperation loop) => Storage.Bare(generator) switch
    {
        IObjectCreationOperation { Arguments.Length: 1 } creation => creation.Arguments.All(argument => IsInvariant(argument, loop)),
        ILocalReferenceOperation { Local: var local } => Storage.Initializer(local, loop) is IObjectCreationOperation { Arguments.Length: 1 } creation
            && creation.Arguments.All(argument => IsInvariant(argument, loop)),
        _ => false,
    };

    private static IEnumerable<ISymbol> Parameters(IOperation loop) =>
        loop.DescendantsAndSelf().OfType<IAnonymousFunctionOperation>().SelectMany(static function => function.Symbol.Parameters);

    // Other methods may write to a field between two rounds.
    private static bool IsFixed(IFieldSymbol field, IOperation loop) => field.IsReadOnly || field.IsConst
        || (!IsWritten(field, Bodies.Around(loop))
            && !Bodies.OfType(loop, CancellationToken.None).Where(static body => body is not IConstructorBodyOperation).Any(body => IsWritten(field, body)));

    private static bool IsWritten(ISymbol symbol, IOperation scope) => scope.Descendants().Any(operation => operation switch
    {
        IAssignmentOperation assignment => Storage.Same(Target(assignment.Target), symbol),
        IIncrementOrDecrementOperation increment => Storage.Same(Target(increment.Target), symbol),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Storage.Same(Target(argument.Value), symbol),
        _ => false,
    });

    private static ISymbol? Target(IOperation target) => Storage.IsReference(target) ? Storage.Of(target) : null;
}
