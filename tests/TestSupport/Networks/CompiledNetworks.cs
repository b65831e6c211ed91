using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Text;
using Basic.Reference.Assemblies;
using DropoutGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DropoutGen.TestSupport.Networks;

/// <summary>
/// Networks declared as text, run through the generator and compiled into one assembly: strictly, with checked
/// arithmetic, documentation comments and every warning there is. Any diagnostic is a failure.
/// </summary>
public sealed class CompiledNetworks
{
    private readonly Assembly _assembly;

    private CompiledNetworks(Assembly assembly) => _assembly = assembly;

    /// <exception cref="NetworkCompilationException">There is a diagnostic; the message shows the numbered source.</exception>
    public static CompiledNetworks Compile(IEnumerable<NetworkCase> cases)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Diagnose);
        string source = "using DropoutGen;\n\n" + string.Concat(cases.Select(static network => network.Source));
        var compilation = CSharpCompilation.Create(
            "DropoutGen.CompiledNetworks",
            [CSharpSyntaxTree.ParseText(source, parse, "Declarations.cs", Encoding.UTF8)],
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(NetworkDefinition).Assembly.Location)],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                checkOverflow: true,
                warningLevel: 9999,
                nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver
            .Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out var generatorDiagnostics);

        using var image = new MemoryStream();
        var emitted = generated.Emit(image);
        Diagnostic[] diagnostics =
        [
            .. generatorDiagnostics
                .Concat(emitted.Diagnostics)
                .Where(static diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden),
        ];
        if (diagnostics.Length > 0 || !emitted.Success)
        {
            throw NetworkCompilationException.From(diagnostics);
        }

        return new CompiledNetworks(Assembly.Load(image.ToArray()));
    }

    /// <summary>Runs the visitor with the network of a name and its target type.</summary>
    public void Visit(string name, INetworkVisitor visitor)
    {
        Type network = _assembly.GetType(name, throwOnError: true)!;
        Type target = network.GetInterfaces()
            .Single(static type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(INetwork<,>))
            .GetGenericArguments()[1];
        MethodInfo visit = typeof(INetworkVisitor).GetMethod(nameof(INetworkVisitor.Visit))!.MakeGenericMethod(network, target);
        try
        {
            visit.Invoke(visitor, null);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is not null)
        {
            // What the visitor threw is what the test should report.
            ExceptionDispatchInfo.Throw(exception.InnerException);
        }
    }
}
