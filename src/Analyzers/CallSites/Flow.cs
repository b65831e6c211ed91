using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.CallSites;

/// <summary>What may happen after what in one method, by its control-flow graph. Exceptions are not followed.</summary>
internal sealed class Flow
{
    private readonly ControlFlowGraph _graph;
    private readonly ImmutableArray<IOperation>[] _operations;

    private Flow(ControlFlowGraph graph)
    {
        _graph = graph;
        _operations = [.. graph.Blocks.Select(static block => InOrder(block))];
    }

    /// <summary>The graph of the innermost function around an operation.</summary>
    public static Flow? Around(IOperation operation, CancellationToken cancellation)
    {
        var functions = new Stack<IOperation>();
        IOperation at = operation;
        while (at.Parent is { } parent)
        {
            if (at is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                functions.Push(at);
            }

            at = parent;
        }

        ControlFlowGraph? graph = at switch
        {
            IMethodBodyOperation method => ControlFlowGraph.Create(method, cancellation),
            IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, cancellation),
            IBlockOperation block => ControlFlowGraph.Create(block, cancellation),
            IFieldInitializerOperation initializer => ControlFlowGraph.Create(initializer, cancellation),
            IPropertyInitializerOperation initializer => ControlFlowGraph.Create(initializer, cancellation),
            _ => null,
        };
        while (graph is not null && functions.Count > 0)
        {
            IOperation function = functions.Pop();
            graph = function is ILocalFunctionOperation local
                ? graph.LocalFunctions.Contains(local.Symbol, SymbolEqualityComparer.Default) ? graph.GetLocalFunctionControlFlowGraph(local.Symbol, cancellation) : null
                : graph.Blocks.SelectMany(static block => InOrder(block)).OfType<IFlowAnonymousFunctionOperation>()
                    .FirstOrDefault(lambda => lambda.Syntax == function.Syntax) is { } found
                    ? graph.GetAnonymousFunctionControlFlowGraph(found, cancellation) : null;
        }

        return graph is null ? null : new Flow(graph);
    }

    /// <summary>All operations of the function, nested functions not among them.</summary>
    public IEnumerable<IOperation> Operations => _operations.SelectMany(static block => block);

    /// <summary>This graph's own operation for one of the tree.</summary>
    public IOperation? Find(IOperation operation) =>
        Operations.FirstOrDefault(candidate => candidate.Syntax == operation.Syntax && candidate.Kind == operation.Kind);

    /// <summary>What may come behind an operation, up to the first barrier on each path, which is among it.</summary>
    public IEnumerable<IOperation> After(IOperation start, Func<IOperation, bool> isBarrier)
    {
        for (int block = 0; block < _operations.Length; block++)
        {
            int index = _operations[block].IndexOf(start);
            if (index >= 0)
            {
                return Walk(block, index + 1, isBarrier);
            }
        }

        return [];
    }

    /// <summary>What may come first in the function, up to the first barrier on each path, which is among it.</summary>
    public IEnumerable<IOperation> FromStart(Func<IOperation, bool> isBarrier) => Walk(0, 0, isBarrier);

    private IEnumerable<IOperation> Walk(int startBlock, int startIndex, Func<IOperation, bool> isBarrier)
    {
        var seen = new HashSet<int>();
        var open = new Queue<(int Block, int Index)>();
        open.Enqueue((startBlock, startIndex));
        while (open.Count > 0)
        {
            (int block, int from) = open.Dequeue();
            bool isOpen = true;
            for (int i = from; i < _operations[block].Length && isOpen; i++)
            {
                yield return _operations[block][i];
                isOpen = !isBarrier(_operations[block][i]);
            }

            if (isOpen)
            {
                foreach (int next in Successors(_graph.Blocks[block]).Where(seen.Add))
                {
                    open.Enqueue((next, 0));
                }
            }
        }
    }

    private static IEnumerable<int> Successors(BasicBlock block)
    {
        foreach (ControlFlowBranch? branch in new[] { block.FallThroughSuccessor, block.ConditionalSuccessor })
        {
            if (branch?.Destination is { } destination)
            {
                yield return destination.Ordinal;
            }

            foreach (ControlFlowRegion region in branch?.FinallyRegions ?? [])
            {
                yield return region.FirstBlockOrdinal;
            }
        }
    }

    // Operands before what uses them.
    private static ImmutableArray<IOperation> InOrder(BasicBlock block)
    {
        var order = ImmutableArray.CreateBuilder<IOperation>();
        foreach (IOperation operation in block.Operations)
        {
            Add(operation);
        }

        if (block.BranchValue is { } value)
        {
            Add(value);
        }

        return order.ToImmutable();

        void Add(IOperation operation)
        {
            foreach (IOperation child in operation.ChildOperations)
            {
                Add(child);
            }

            order.Add(operation);
        }
    }
}
