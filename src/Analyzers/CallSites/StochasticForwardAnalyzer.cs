using System.Collections.Immutable;
using DropoutGen.Analyzers.HandWritten;
using DropoutGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.CallSites;

/// <summary>Reports a trainer's forward pass, which is random, where its outputs are taken for results (DG2003).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StochasticForwardAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [CallSiteDescriptors.StochasticForward];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (Networks.IsUsedBy(start.Compilation))
            {
                start.RegisterOperationAction(Analyze, OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!Networks.IsTrainingForward(call) || Networks.Argument(call, "logits") is not { } logits)
        {
            return;
        }

        IReadOnlyList<string>? random = Networks.RandomLayers(call, context.CancellationToken);
        if (random is { Count: 0 } || IsSampling(call, context.ContainingSymbol) || Networks.ChangesRates(Bodies.Around(call)))
        {
            return;
        }

        var pass = new ForwardPass(call, Storage.Of(call.Instance), Storage.Of(logits), context.ContainingSymbol, context.CancellationToken);
        if (pass.Use() is { } use)
        {
            string masks = random is null ? "fresh dropout masks" : $"fresh masks of {string.Join(", ", random.Distinct(StringComparer.Ordinal))}";
            context.ReportDiagnostic(Diagnostic.Create(
                CallSiteDescriptors.StochasticForward,
                call.Syntax.GetLocation(),
                $"Forward runs through {masks}, and its outputs are {use} without a backward pass: results of one random network; PredictLogits is the network without dropout"));
        }
    }

    // The same inputs again and again, or a name that says so: sampling on purpose.
    private static bool IsSampling(IInvocationOperation call, ISymbol owner)
    {
        IOperation? inputs = Networks.Argument(call, "inputs");
        return Loops.Around(call).Any(loop => Loops.IsInvariant(inputs, loop) && Loops.KeepsContents(Storage.Of(inputs), loop, call))
            || Words.SaysSampling(owner.Name) || (Bodies.Method(call, owner) is { } method && Words.SaysSampling(method.Name));
    }
}
