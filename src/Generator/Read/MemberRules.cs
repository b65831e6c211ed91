using DropoutGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace DropoutGen.Generator.Read;

/// <summary>Finds members of the user's that a generated member would collide with (DG0007).</summary>
internal static class MemberRules
{
    private const string GeneratorName = "DropoutGen.Generator";

    // Name of each generated member, and for methods their parameter types: another overload does not clash.
    private static readonly (string Name, string? Parameters)[] s_members =
    [
        (".ctor", "ulong"),
        ("Definition", null),
        ("PathCount", null),
        ("ActivePathCount", null),
        ("Parameters", null),
        ("Dropouts", null),
        ("RunningStatistics", null),
        ("VectorWidth", null),
        ("Predict", "System.ReadOnlySpan<float>,System.Span<float>,int"),
        ("PredictLogits", "System.ReadOnlySpan<float>,System.Span<float>,int"),
        ("PredictMonteCarlo", "System.ReadOnlySpan<float>,int,ulong,int"),
        ("CreateTrainer", "TRule,DropoutGen.TrainerOptions"),
        ("Save", "string"),
        ("Save", "System.IO.Stream"),
        ("Load", "string"),
        ("Load", "System.IO.Stream"),
        ("Restore", "string"),
        ("Restore", "System.IO.Stream"),
        ("Kernels512", null),
        ("Kernels256", null),
        ("Kernels128", null),
        ("KernelsScalar", null),
        ("SingleRow", null),
        ("SingleRowStep", null),
        ("_networkState", null),
        ("s_networkDefinition", null),
    ];

    /// <summary>Names of the generated properties of parameters, for example <c>Dense0Weight</c>.</summary>
    public static IEnumerable<string> ParameterProperties(IEnumerable<PlacedLayer> layers) =>
        layers.SelectMany(static placed => placed.Layer.ParameterNames.Select(ending => placed.Stem + ending));

    /// <summary>Names of the generated properties of running statistics, for example <c>BatchNorm0RunningMean</c>.</summary>
    public static IEnumerable<string> StatisticProperties(IEnumerable<PlacedLayer> layers) =>
        layers.SelectMany(static placed => placed.Layer.StatisticNames.Select(ending => placed.Stem + ending));

    public static List<string> Check(INamedTypeSymbol symbol, IReadOnlyList<PlacedLayer> layers, List<Fault> faults)
    {
        var clashes = new List<string>();
        var reported = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        IEnumerable<(string Name, string? Parameters)> members =
            s_members.Concat(ParameterProperties(layers).Concat(StatisticProperties(layers)).Select(static name => (name, (string?)null)));
        foreach ((string name, string? parameters) in members)
        {
            ISymbol? clash = symbol.GetMembers(name).FirstOrDefault(member => Clashes(member, parameters));
            if (clash is null)
            {
                if (name == symbol.Name)
                {
                    clash = symbol;
                }
                else
                {
                    continue;
                }
            }

            string shown = name == ".ctor" ? symbol.Name + "(ulong)" : parameters is null ? name : $"{name}({parameters})";
            string key = parameters is null ? name : $"{name}({parameters})";
            clashes.Add(key);
            if (!reported.Add(clash))
            {
                // A field named as two overloads clashes with both, and is one mistake.
                continue;
            }

            string advice = SymbolEqualityComparer.Default.Equals(clash, symbol) ? "rename the class"
                : name == ".ctor" ? "give this constructor other parameters"
                : "rename this member";
            faults.Add(new Fault(
                "DG0007",
                SymbolEqualityComparer.Default.Equals(clash, symbol) ? FaultPlace.Type : FaultPlace.Member,
                -1,
                key,
                $"'{shown}' is generated for the network '{symbol.Name}': {advice}"));
        }

        return clashes;
    }

    /// <summary>The member that a fault's argument names.</summary>
    public static ISymbol? Find(INamedTypeSymbol symbol, string key)
    {
        int open = key.IndexOf('(');
        string name = open < 0 ? key : key.Substring(0, open);
        string? parameters = open < 0 ? null : key.Substring(open + 1, key.Length - open - 2);
        return symbol.GetMembers(name).FirstOrDefault(member => Clashes(member, parameters));
    }

    private static bool Clashes(ISymbol member, string? parameters)
    {
        if (member.IsImplicitlyDeclared || IsGenerated(member))
        {
            return false;
        }

        return member is not IMethodSymbol method
            || parameters is null
            || HasParameters(method, parameters);
    }

    // An overload with other parameters, passed otherwise, or with another number of type parameters is another member.
    private static bool HasParameters(IMethodSymbol method, string parameters)
    {
        bool isGeneric = parameters.StartsWith("TRule,", StringComparison.Ordinal);
        if (method.TypeParameters.Length != (isGeneric ? 1 : 0)
            || method.Parameters.Any(static parameter => parameter.RefKind != RefKind.None))
        {
            return false;
        }

        // A type parameter may have any name.
        return parameters == string.Join(",", method.Parameters.Select(static parameter =>
            parameter.Type is ITypeParameterSymbol ? "TRule" : Display(parameter.Type)));
    }

    private static string Display(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(s_parameterFormat);

    private static readonly SymbolDisplayFormat s_parameterFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    // An analyzer sees the generated members too; they say who made them.
    private static bool IsGenerated(ISymbol member) =>
        member.GetAttributes().Any(static attribute =>
            attribute.AttributeClass?.Name == "GeneratedCodeAttribute"
            && attribute.ConstructorArguments.Length > 0
            && attribute.ConstructorArguments[0].Value is GeneratorName);
}
