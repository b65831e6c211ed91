using System.Reflection;
using System.Runtime.ExceptionServices;
using DropoutGen.TestSupport.GeneratorHarness;

namespace DropoutGen.TestSupport.Networks;

/// <summary>
/// Networks declared as text, run through the generator and compiled into one assembly: strictly, with checked
/// arithmetic, documentation comments and every warning there is. Any diagnostic is a failure.
/// </summary>
public sealed class CompiledNetworks
{
    private readonly Assembly _assembly;

    private CompiledNetworks(Assembly assembly) => _assembly = assembly;

    /// <exception cref="UncleanCompilationException">There is a diagnostic; the message shows the numbered source.</exception>
    public static CompiledNetworks Compile(IEnumerable<NetworkCase> cases)
    {
        string source = "using DropoutGen;\n\n" + string.Concat(cases.Select(static network => network.Source));
        return Load(CompilationStore.Image(source, () => CleanCompilation.Image(GeneratorRun.Over(source).Output)));
    }

    /// <summary>The networks of an assembly that was compiled elsewhere.</summary>
    public static CompiledNetworks Load(byte[] image) => new(Assembly.Load(image));

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
