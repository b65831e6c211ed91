using DropoutGen.Analyzers.HandWritten;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.CallSites;

/// <summary>
/// One call of a trainer's Forward and what becomes of its logits. Training is what a Backward may follow: a use of the
/// logits from which no Backward can be reached is an evaluation.
/// </summary>
internal sealed class ForwardPass(IInvocationOperation call, ISymbol? trainer, ISymbol? logits, ISymbol owner, CancellationToken cancellation)
{
    private const int MaximalDepth = 3;

    /// <summary>How the logits are used without training, or null.</summary>
    public string? Use()
    {
        if (logits is null || Flow.Around(call, cancellation) is not { } flow || flow.Find(call) is not { } start)
        {
            return null;
        }

        List<IOperation> reached = [.. flow.After(start, EndsPass)];
        string? use = null;
        foreach (IOperation operation in reached.Where(IsUse))
        {
            if (!flow.After(operation, EndsPass).Any(IsBackward))
            {
                use = "evaluated";
                break;
            }
        }

        bool isEverTrained = reached.Any(IsBackward);
        if (use is null && !isEverTrained && logits is IParameterSymbol or IFieldSymbol or IPropertySymbol)
        {
            use = "returned to callers";
        }

        if (use is not null && flow.Operations.Any(IsReturned) && !isEverTrained)
        {
            use = "returned to callers";
        }

        return use is null || IsTrainedElsewhere() ? null : use;
    }

    private bool EndsPass(IOperation operation) => IsBackward(operation)
        || (operation is IInvocationOperation other && Networks.IsTrainingForward(other) && Storage.Same(Storage.Of(other.Instance), trainer));

    // What cannot be looked into may run the backward pass: a method that gets the trainer, a lambda that holds it.
    private bool IsBackward(IOperation operation) => operation switch
    {
        IInvocationOperation other => IsBackwardCall(other)
            || other.Arguments.Any(argument => trainer is not null && Storage.Same(Storage.Of(argument.Value), trainer))
            || MayTrain(other.TargetMethod, 0),
        IFlowAnonymousFunctionOperation lambda => Body(lambda).OfType<IInvocationOperation>().Any(IsBackwardCall),
        _ => false,
    };

    // Graphs hold lambdas without their bodies.
    private IEnumerable<IOperation> Body(IFlowAnonymousFunctionOperation lambda) => Bodies.Around(call).Descendants()
        .FirstOrDefault(operation => operation is IAnonymousFunctionOperation && operation.Syntax == lambda.Syntax)?.Descendants() ?? [];

    private bool IsBackwardCall(IInvocationOperation other) => other.TargetMethod.Name == "Backward"
        && Networks.IsTrainer(other.TargetMethod.ContainingType)
        && (trainer is null || Storage.Of(other.Instance) is not { } instance || Storage.Same(instance, trainer) || instance.Kind != trainer.Kind);

    private bool MayTrain(IMethodSymbol method, int depth) => depth < MaximalDepth && Storage.Same(method.ContainingType, owner.ContainingType)
        && Bodies.Of(method, call, cancellation) is { } body
        && body.Descendants().OfType<IInvocationOperation>().Any(inner => IsBackwardCall(inner) || MayTrain(inner.TargetMethod, depth + 1));

    private bool IsUse(IOperation operation) => operation is IFlowAnonymousFunctionOperation lambda
        ? Body(lambda).Any(inner => Storage.IsReference(inner) && Storage.Same(Storage.Of(inner), logits))
        : Storage.IsReference(operation) && Storage.Same(Storage.Of(operation), logits)
            && !IsWritten(operation) && !IsOnlyMeasured(operation) && !IsPassedToForward(operation);

    private static bool IsWritten(IOperation operation) => operation.Parent is IAssignmentOperation assignment && assignment.Target == operation;

    private static bool IsOnlyMeasured(IOperation operation) =>
        operation.Parent is IPropertyReferenceOperation { Property.Name: "Length" or "Count" } || (operation.Parent is IInvocationOperation { TargetMethod.Name: "Clear" or "Dispose" });

    private static bool IsPassedToForward(IOperation operation)
    {
        for (IOperation? at = operation.Parent; at is not null; at = at.Parent)
        {
            if (at is IInvocationOperation outer && Networks.IsTrainingForward(outer))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsReturned(IOperation operation) => Storage.IsReference(operation) && Storage.Same(Storage.Of(operation), logits)
        && operation.Syntax.Parent is ReturnStatementSyntax;

    // A helper whose caller, or a wrapper whose user, runs the backward pass.
    private bool IsTrainedElsewhere()
    {
        if (Bodies.Method(call, owner) is not { } method)
        {
            return false;
        }

        List<IInvocationOperation> callers = [.. Bodies.Calls(method, call, cancellation)];
        if (callers.Count > 0)
        {
            return callers.Any(caller => Flow.Around(caller, cancellation) is { } flow && flow.Find(caller) is { } start
                && flow.After(start, operation => operation == start).Any(operation =>
                    operation is IInvocationOperation { TargetMethod.Name: "Backward" } other && Networks.IsTrainer(other.TargetMethod.ContainingType)));
        }

        return !Words.SaysInference(method.Name) && Bodies.OfType(call, cancellation).Any(body =>
        {
            List<IInvocationOperation> calls = [.. body.Descendants().OfType<IInvocationOperation>()];
            return calls.Any(IsBackwardCall) && !calls.Any(Networks.IsTrainingForward);
        });
    }
}
