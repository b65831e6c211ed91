using DropoutGen.Analyzers.CallSites;
using DropoutGen.Analyzers.HandWritten;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.Torch;

/// <summary>Whether a forward pass of a TorchSharp module with dropout is an evaluation, and whether <c>eval()</c> stands before it on every path.</summary>
internal sealed class ModuleMode(IInvocationOperation call, ISymbol owner, CancellationToken cancellation)
{
    private static readonly HashSet<string> s_measures = new(StringComparer.Ordinal)
    {
        "argmax", "topk", "softmax", "eq", "ToInt32", "ToInt64", "ToSingle", "ToDouble", "item", "data", "max", "sigmoid", "mse_loss", "cross_entropy",
    };

    private readonly ISymbol? _module = Storage.Of(call.Instance);

    /// <summary>What is wrong, or null.</summary>
    public string? Fault()
    {
        if (_module is null || (TorchModules.IsModule(owner.ContainingType) && owner is { IsStatic: false, Name: "forward" or "call" })
            || call.Instance is { Type: var type } && !TorchModules.HasDropout(type, cancellation) && !IsMadeWithDropout())
        {
            return null;
        }

        if (Flow.Around(call, cancellation) is not { } flow || flow.Find(call) is not { } at || !IsEvaluation(flow, at))
        {
            return null;
        }

        bool isTrained = flow.Operations.OfType<IInvocationOperation>()
            .Where(other => TorchModules.IsTrain(other) && IsThis(other.Instance))
            .Any(train => flow.After(train, operation => operation == at || SetsEval(operation)).Contains(at));
        bool isReachedUnset = flow.FromStart(operation => operation == at || SetsEval(operation)).Contains(at);
        if (!isTrained && !(isReachedUnset && IsInTrainingAtStart()))
        {
            return null;
        }

        return $"'{_module.Name}' has dropout and is evaluated {(isTrained ? "behind train()" : "without eval()")}: each result is that of one random network; call {_module.Name}.eval() first";
    }

    private bool IsThis(IOperation? instance) => Storage.Same(Storage.Of(instance), _module);

    // A method that gets the module, or one of the type's own, may set its mode.
    private bool SetsEval(IOperation operation) => operation is IInvocationOperation other
        && ((TorchModules.IsEval(other) && IsThis(other.Instance))
            || (other.Arguments.Any(argument => IsThis(argument.Value)) && Bodies.Of(other.TargetMethod, call, cancellation) is { } helper && Evals(helper))
            || (_module is IFieldSymbol or IPropertySymbol && Storage.Same(other.TargetMethod.ContainingType, owner.ContainingType)
                && Bodies.Of(other.TargetMethod, call, cancellation) is { } own && Evals(own)));

    private static bool Evals(IOperation body) => body.Descendants().OfType<IInvocationOperation>().Any(TorchModules.IsEval);

    // No backward pass can follow, and the code says what it is for: no gradients, a measure, a name, a service.
    private bool IsEvaluation(Flow flow, IOperation at)
    {
        IOperation body = Bodies.Around(call);
        if (flow.After(at, operation => operation == at).Any(IsBackward) || IsTrainedByCaller())
        {
            return false;
        }

        return body.Descendants().OfType<IInvocationOperation>().Any(static other => other.TargetMethod.Name is "no_grad" or "inference_mode")
            || Words.SaysInference(owner.Name) || Words.SaysInference(Bodies.Method(call, owner)?.Name ?? string.Empty)
            || owner.Name.IndexOf("Accuracy", StringComparison.OrdinalIgnoreCase) >= 0
            || IsService()
            || flow.After(at, operation => operation == at).OfType<IInvocationOperation>().Any(static other => s_measures.Contains(other.TargetMethod.Name));
    }

    private bool IsBackward(IOperation operation) => operation is IInvocationOperation other && (TorchModules.IsBackward(other)
        || (Storage.Same(other.TargetMethod.ContainingType, owner.ContainingType) && Bodies.Of(other.TargetMethod, call, cancellation) is { } body
            && body.Descendants().OfType<IInvocationOperation>().Any(TorchModules.IsBackward)));

    private bool IsTrainedByCaller() => Bodies.Method(call, owner) is { } method && Bodies.Calls(method, call, cancellation).Any(caller =>
        Flow.Around(caller, cancellation) is { } flow && flow.Find(caller) is { } start
        && flow.After(start, operation => operation == start).OfType<IInvocationOperation>().Any(TorchModules.IsBackward));

    private bool IsService()
    {
        string type = owner.ContainingType?.Name ?? string.Empty;
        if (type.EndsWith("Controller", StringComparison.Ordinal) || type.EndsWith("Service", StringComparison.Ordinal) || type.EndsWith("Predictor", StringComparison.Ordinal)
            || type.EndsWith("Handler", StringComparison.Ordinal) || type.EndsWith("Endpoint", StringComparison.Ordinal))
        {
            return true;
        }

        for (IOperation? at = call; at is not null; at = at.Parent)
        {
            if (at is IAnonymousFunctionOperation function && Loops.Invocation(function) is { TargetMethod.Name: var name } && name.StartsWith("Map", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // Modules begin in training mode. Of one that comes from elsewhere, somebody else may have set it.
    private bool IsInTrainingAtStart()
    {
        IOperation body = Bodies.Around(call);
        switch (_module)
        {
            case ILocalSymbol:
                return Storage.Initializer(_module, body) is { } initializer && !body.Descendants().OfType<IInvocationOperation>().Any(other => TorchModules.IsEval(other) && IsThis(other.Instance) && IsOutside(other))
                    && IsMadeHere(initializer);
            case IParameterSymbol parameter:
                List<IInvocationOperation> callers = Bodies.Method(call, owner) is { } method ? [.. Bodies.Calls(method, call, cancellation)] : [];
                return callers.Count == 0 || callers.Any(caller => !IsSetBefore(caller, parameter));
            default:
                return !Bodies.OfType(call, cancellation).Any(other => other.Descendants().OfType<IInvocationOperation>().Any(inner => TorchModules.IsEval(inner) && IsThis(inner.Instance)))
                    && IsMadeByType();
        }
    }

    // A lambda's flow begins in the lambda; the mode may be set around it.
    private bool IsOutside(IOperation other) => other.Syntax.SpanStart < call.Syntax.SpanStart && call.Syntax.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is { } lambda && !lambda.Span.Contains(other.Syntax.Span);

    private bool IsMadeHere(IOperation initializer) => Storage.Bare(initializer) switch
    {
        IObjectCreationOperation => true,
        IInvocationOperation made => made.TargetMethod.ContainingType.Name == "nn" || (Bodies.Of(made.TargetMethod, call, cancellation) is { } body && !Evals(body)),
        _ => false,
    };

    private static bool IsSetBefore(IInvocationOperation caller, IParameterSymbol parameter)
    {
        ISymbol? passed = caller.Arguments.Where(argument => argument.Parameter?.Ordinal == parameter.Ordinal).Select(static argument => Storage.Of(argument.Value)).FirstOrDefault();
        return Flow.Around(caller, CancellationToken.None) is { } flow && flow.Find(caller) is { } at
            && !flow.FromStart(operation => operation == at || (operation is IInvocationOperation other && TorchModules.IsEval(other) && Storage.Same(Storage.Of(other.Instance), passed))).Contains(at);
    }

    private bool IsMadeByType() => Sources().Any(source => Storage.Bare(source) is IObjectCreationOperation or IInvocationOperation { TargetMethod.ContainingType.Name: "nn" });

    private bool IsMadeWithDropout() => Sources().Any(static source => TorchModules.SpeaksOfDropout(source.Syntax));

    // What the variable is set to, in this body or, for a field, in the type.
    private IEnumerable<IOperation> Sources()
    {
        IEnumerable<IOperation> bodies = _module is ILocalSymbol ? [Bodies.Around(call)] : Bodies.OfType(call, cancellation);
        foreach (IOperation operation in bodies.SelectMany(static body => body.Descendants()))
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when Storage.Same(declarator.Symbol, _module) && declarator.GetVariableInitializer() is { } initializer:
                    yield return initializer.Value;
                    break;
                case ISimpleAssignmentOperation assignment when Storage.IsReference(assignment.Target) && Storage.Same(Storage.Of(assignment.Target), _module):
                    yield return assignment.Value;
                    break;
            }
        }

        if (_module is IFieldSymbol or IPropertySymbol && _module.DeclaringSyntaxReferences.FirstOrDefault() is { } reference
            && reference.SyntaxTree == call.Syntax.SyntaxTree)
        {
            ExpressionSyntax? value = reference.GetSyntax(cancellation) switch
            {
                VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
                PropertyDeclarationSyntax property => property.Initializer?.Value,
                _ => null,
            };
            if (value is not null && call.SemanticModel?.GetOperation(value, cancellation) is { } source)
            {
                yield return source;
            }
        }
    }
}
