using System.Collections.Immutable;
using System.Globalization;
using DropoutGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.Torch;

/// <summary>Reports TorchSharp's dropout that acts, or does not act, whatever the module's mode (DG2008).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TorchDropoutAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [CallSiteDescriptors.EvaluatedInTraining];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("TorchSharp.torch") is not null)
            {
                start.RegisterOperationAction(Analyze, OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (TorchModules.IsFunctionalDropout(call.TargetMethod))
        {
            if (FunctionalFault(call) is { } fault)
            {
                context.ReportDiagnostic(Diagnostic.Create(CallSiteDescriptors.EvaluatedInTraining, call.Syntax.GetLocation(), fault));
            }
        }
        else if (TorchModules.IsForward(call) && new ModuleMode(call, context.ContainingSymbol, context.CancellationToken).Fault() is { } fault)
        {
            context.ReportDiagnostic(Diagnostic.Create(CallSiteDescriptors.EvaluatedInTraining, call.Syntax.GetLocation(), fault));
        }
    }

    private static string? FunctionalFault(IInvocationOperation call)
    {
        if (call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "training") is not { ArgumentKind: ArgumentKind.DefaultValue } training)
        {
            return null;
        }

        string rate = call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "p")?.Value.ConstantValue is { HasValue: true, Value: double p }
            ? string.Format(CultureInfo.InvariantCulture, "({0})", p) : string.Empty;
        if (training.Value.ConstantValue is { HasValue: true, Value: false })
        {
            return $"functional.{call.TargetMethod.Name}{rate} without the argument training does nothing: it is false unless given; pass the module's training";
        }

        return IsGuarded(call) ? null
            : $"functional.{call.TargetMethod.Name}{rate} without the argument training drops under evaluation too: it is true unless given; pass the module's training";
    }

    // if (training) x = dropout(x);
    private static bool IsGuarded(IOperation call)
    {
        for (IOperation at = call; at.Parent is { } parent; at = parent)
        {
            if (parent is IConditionalOperation conditional && at != conditional.Condition && SpeaksOfTraining(conditional.Condition))
            {
                return true;
            }
        }

        // if (!training) return x;
        return CallSites.Bodies.Around(call).Descendants().OfType<IConditionalOperation>().Any(conditional =>
            conditional.Syntax.Span.End <= call.Syntax.SpanStart && conditional.WhenFalse is null && SpeaksOfTraining(conditional.Condition)
            && conditional.WhenTrue.DescendantsAndSelf().OfType<IReturnOperation>().Any());
    }

    private static bool SpeaksOfTraining(IOperation condition) => condition.DescendantsAndSelf().Any(static part =>
        CallSites.Storage.IsReference(part) && CallSites.Storage.Of(part) is { Name: var name } && name.IndexOf("train", StringComparison.OrdinalIgnoreCase) >= 0);
}
