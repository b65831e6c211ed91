using System.Collections.Immutable;
using DropoutGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.CallSites;

/// <summary>Reports Monte-Carlo sampling with repeated seeds (DG2004), without dropout or passes (DG2005), and of labels (DG2006).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MonteCarloAnalyzer : DiagnosticAnalyzer
{
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal) { "PredictMonteCarlo", "Run", "Forward", "CreateTrainer" };

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
                NamedCalls.Register(start, s_names, AnalyzeCall);
                start.RegisterSyntaxNodeAction(AnalyzeCreation, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
            }
        });
    }

    private static void AnalyzeCall(SyntaxNodeAnalysisContext context, IInvocationOperation call)
    {
        ISymbol owner = context.ContainingSymbol!;
        var seeds = new SeedHazards(owner, context.CancellationToken);
        IEnumerable<Diagnostic?> found =
            Networks.IsMonteCarlo(call) ? [seeds.OfSampling(call), .. PassHazards.Find(call, context.CancellationToken), LabelHazards.Find(call, owner, context.CancellationToken)]
            : Networks.IsTrainingForward(call) ? [LabelHazards.Find(call, owner, context.CancellationToken)]
            : call.TargetMethod.Name == "CreateTrainer" && Networks.IsTrainer(call.TargetMethod.ReturnType) ? [seeds.OfTrainer(call, call.Instance, Networks.Argument(call, "options"))]
            : [];
        Report(context, found);
    }

    private static void AnalyzeCreation(SyntaxNodeAnalysisContext context)
    {
        TypeSyntax? written = context.Node is ObjectCreationExpressionSyntax creating ? creating.Type
            : context.Node.FirstAncestorOrSelf<VariableDeclarationSyntax>()?.Type;
        if (written is not null && NamedCalls.NameOf(written) == "Trainer"
            && context.SemanticModel.GetTypeInfo(context.Node, context.CancellationToken).Type is { } type && Networks.IsTrainer(type)
            && context.SemanticModel.GetOperation(context.Node, context.CancellationToken) is IObjectCreationOperation creation)
        {
            IOperation? Argument(string name) => creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == name && argument.ArgumentKind == ArgumentKind.Explicit)?.Value;
            Report(context, [new SeedHazards(context.ContainingSymbol!, context.CancellationToken).OfTrainer(creation, Argument("network"), Argument("options"))]);
        }
    }

    private static void Report(SyntaxNodeAnalysisContext context, IEnumerable<Diagnostic?> found)
    {
        foreach (Diagnostic diagnostic in found.OfType<Diagnostic>())
        {
            context.ReportDiagnostic(diagnostic);
        }
    }
}
