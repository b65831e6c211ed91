using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.HandWritten;

/// <summary>
/// Follows random draws through the methods of one type: to conditions, to masks, to the data that they zero, and
/// the factors on those data. Calls within the type are followed with their arguments; both branches of a condition
/// are followed.
/// </summary>
internal sealed partial class Interpreter(TypeCode code, CancellationToken cancellation)
{
    private const int MaximalDepth = 6;

    // A generated sum of thousands of terms is nested as deep; what is deeper than this is not followed, for the stack's sake.
    private const int MaximalNesting = 400;

    private readonly NameTable _names = new();
    private readonly Dictionary<ISymbol, ISymbol> _aliases = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, ISymbol> _origins = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Number> _fills = new(SymbolEqualityComparer.Default);
    private readonly Stack<Dictionary<ISymbol, Write>> _frames = new();
    private readonly Stack<ISymbol> _calls = new();
    private readonly HashSet<ISymbol> _neural = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _activated = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _elements = new(SymbolEqualityComparer.Default);
    private Dictionary<ISymbol, Value> _values = new(SymbolEqualityComparer.Default);
    private ISymbol _root = code.Type;
    private int _conditions;
    private int _steps;
    private int _nesting;

    public List<Application> Applications { get; } = [];

    public List<LooseFactor> Factors { get; } = [];

    /// <summary>Methods in which something of unknown size, but with a scale's name, multiplies data.</summary>
    public HashSet<ISymbol> ScaledByName { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a variable takes part in a sum of products, or goes through an activation.</summary>
    public bool IsNeural(ISymbol symbol) => _neural.Contains(symbol);

    /// <summary>Whether a variable goes through an activation.</summary>
    public bool IsActivated(ISymbol symbol) => _activated.Contains(symbol);

    /// <summary>Follows every method that no other calls, twice: the first time fills masks that are kept in fields.</summary>
    public void Run()
    {
        for (int pass = 0; pass < 2; pass++)
        {
            Applications.Clear();
            Factors.Clear();
            ScaledByName.Clear();
            foreach (ISymbol root in code.Roots)
            {
                cancellation.ThrowIfCancellationRequested();
                Forget();
                _root = root;
                _frames.Clear();
                _calls.Clear();
                _conditions = 0;
                _nesting = 0;
                if (Call(root, code.Bodies[root]) is Function function)
                {
                    // What is returned is called by somebody else.
                    Invoke(function, []);
                }
            }
        }
    }

    // Only what is kept in fields outlives a call.
    private void Forget()
    {
        foreach (ISymbol symbol in _values.Keys.Where(static symbol => symbol.Kind is not (SymbolKind.Field or SymbolKind.Property)).ToList())
        {
            _values.Remove(symbol);
        }

        _aliases.Clear();
        _fills.Clear();
    }

    // The frame takes the result under the method's own symbol; other writes are the caller's affair too.
    private Value Call(ISymbol key, IReadOnlyList<IOperation> bodies)
    {
        if (_calls.Count >= MaximalDepth || _calls.Contains(key, SymbolEqualityComparer.Default) || _steps > 200_000)
        {
            return Data.Any;
        }

        _calls.Push(key);
        _frames.Push(NewFrame());
        foreach (IOperation body in bodies)
        {
            Value result = Evaluate(body);
            if (body is not IBlockOperation && result is not Data)
            {
                _frames.Peek()[key] = new Write(result, body, false);
            }
        }

        Dictionary<ISymbol, Write> frame = _frames.Pop();
        _calls.Pop();
        foreach (KeyValuePair<ISymbol, Write> write in frame)
        {
            if (_frames.Count > 0 && !SymbolEqualityComparer.Default.Equals(write.Key, key))
            {
                _frames.Peek()[write.Key] = write.Value;
            }
        }

        return frame.TryGetValue(key, out Write? returned) ? returned.Value : Data.Any;
    }

    private static Dictionary<ISymbol, Write> NewFrame() => new(SymbolEqualityComparer.Default);

    private ISymbol? Root(IOperation? operation)
    {
        ISymbol? symbol = operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation { Property.IsIndexer: true } indexer => Root(indexer.Instance),
            IPropertyReferenceOperation { Property.Name: "Span" or "Data" or "Value" } span when Root(span.Instance) is { } inner => inner,
            IPropertyReferenceOperation property => property.Property,
            IArrayElementReferenceOperation element => Root(element.ArrayReference),
            IImplicitIndexerReferenceOperation element => Root(element.Instance),
            IConversionOperation conversion => Root(conversion.Operand),
            IInvocationOperation { TargetMethod.Name: "AsSpan" or "Slice" or "AsMemory" or "ToArray" or "GetReference" or "Create" or "Span" } call =>
                Root(call.Instance ?? call.Arguments.FirstOrDefault()?.Value),
            IArgumentOperation argument => Root(argument.Value),
            { } pointer when IsPointerElement(pointer) => Root(pointer.ChildOperations.First()),
            _ => null,
        };
        return symbol is not null && _aliases.TryGetValue(symbol, out ISymbol? original) ? original : symbol;
    }

    private static bool IsElement(IOperation operation) => operation switch
    {
        IConversionOperation conversion => IsElement(conversion.Operand),
        IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation => true,
        IPropertyReferenceOperation property => property.Property.IsIndexer || property.Instance is not (null or IInstanceReferenceOperation),
        IFieldReferenceOperation field => field.Instance is not (null or IInstanceReferenceOperation),
        _ => IsPointerElement(operation),
    };

    // Operations know no pointers: what they are stands in the syntax alone.
    private static bool IsPointerElement(IOperation operation) =>
        operation is { Kind: OperationKind.None, Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.ElementAccessExpressionSyntax } && operation.ChildOperations.Any();

    private void Assign(IOperation target, Value value, IOperation? source, bool accumulates = false)
    {
        if (Root(target) is not { } symbol)
        {
            return;
        }

        if (_frames.Count > 0)
        {
            _frames.Peek()[symbol] = new Write(value, target, accumulates, source);
        }

        if (!IsElement(target))
        {
            _fills.Remove(symbol);
            if (FillOf(source) is { } fill)
            {
                _fills[symbol] = fill;
                _values.Remove(symbol);
                return;
            }
        }
        else if (value is not Number)
        {
            _fills.Remove(symbol);
        }

        SetValue(symbol, value, target, source);
    }

    private void SetValue(ISymbol symbol, Value value, IOperation target, IOperation? source)
    {
        if (value is Number && IsElement(target))
        {
            return;
        }

        _values[symbol] = value is Data ? Data.Any : value;
        if (value is Dropped dropped)
        {
            dropped.Application.Symbols.Add(symbol);
        }

        if (source is not null && LeadsFromActivation(source))
        {
            _neural.Add(symbol);
        }
    }

    private bool LeadsFromActivation(IOperation source) => source switch
    {
        IConversionOperation conversion => LeadsFromActivation(conversion.Operand),
        IInvocationOperation call => call.DescendantsAndSelf().OfType<IInvocationOperation>().Any(IsActivationOrProduct),
        _ => Root(source) is { } symbol && _neural.Contains(symbol),
    };

    // The largest of many values is no activation; the larger of a value and zero is.
    private static bool IsActivationOrProduct(IInvocationOperation call) => Words.IsProduct(call.TargetMethod.Name)
        || (Words.IsActivation(call.TargetMethod.Name)
            && (call.TargetMethod.Name is not ("Max" or "Maximum") || call.Arguments.Any(static argument => argument.Value.ConstantValue is { HasValue: true, Value: { } constant } && IsZero(Constant(constant)))));

    // What a new array holds.
    private static Number? FillOf(IOperation? source) => source switch
    {
        IConversionOperation conversion => FillOf(conversion.Operand),
        IArrayCreationOperation { Initializer: null } => new Number(0),
        IObjectCreationOperation { Initializer: null, Arguments.Length: 1, Type: INamedTypeSymbol { Name: "DenseVector" or "DenseMatrix" } } => new Number(0),
        IDefaultValueOperation => null,
        _ => null,
    };

    /// <summary>The last value written in a branch.</summary>
    private sealed record Write(Value Value, IOperation Target, bool Accumulates, IOperation? Source = null);
}
