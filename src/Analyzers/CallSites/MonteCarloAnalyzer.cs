using System.Collections.Immutable;
using DropoutGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.CallSites;

/// <summary>Reports Monte-Carlo sampling with repeated seeds (DG2004), without dropout or passes (DG2005), and of labels (DG2006).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MonteCarloAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [CallSiteDescriptors.SameSeed, CallSiteDescriptors.NothingToSample, CallSiteDescriptors.AveragedLabels];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (Networks.IsUsedBy(start.Compilation))
            {
                start.RegisterOperationAction(AnalyzeCall, OperationKind.Invocation);
                start.RegisterOperationAction(AnalyzeCreation, OperationKind.ObjectCreation);
            }
        });
    }

    private static void AnalyzeCall(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        var seeds = new SeedHazards(context.ContainingSymbol, context.CancellationToken);
        IEnumerable<Diagnostic?> found =
            Networks.IsMonteCarlo(call) ? [seeds.OfSampling(call), .. PassHazards.Find(call, context.CancellationToken), LabelHazards.Find(call, context.ContainingSymbol, context.CancellationToken)]
            : Networks.IsTrainingForward(call) ? [LabelHazards.Find(call, context.ContainingSymbol, context.CancellationToken)]
            : call.TargetMethod.Name == "CreateTrainer" && Networks.IsTrainer(call.TargetMethod.ReturnType) ? [seeds.OfTrainer(call, call.Instance, Networks.Argument(call, "options"))]
            : [];
        Report(context, found);
    }

    private static void AnalyzeCreation(OperationAnalysisContext context)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (Networks.IsTrainer(creation.Type))
        {
            IOperation? Argument(string name) => creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == name && argument.ArgumentKind == ArgumentKind.Explicit)?.Value;
            Report(context, [new SeedHazards(context.ContainingSymbol, context.CancellationToken).OfTrainer(creation, Argument("network"), Argument("options"))]);
        }
    }

    private static void Report(OperationAnalysisContext context, IEnumerable<Diagnostic?> found)
    {
        foreach (Diagnostic diagnostic in found.OfType<Diagnostic>())
        {
            context.ReportDiagnostic(diagnostic);
        }
    }
}
