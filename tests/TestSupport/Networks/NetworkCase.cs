using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.TestSupport.Networks;

/// <summary>A network under test.</summary>
/// <param name="Name">Name of the class.</param>
/// <param name="Attributes">Its attribute lists, for example <c>[Network(3)] [Dense(2), MeanSquaredError]</c>.</param>
/// <param name="Blocks">The classes of the blocks that they name, for example <c>[Block] [Dense(2), Relu] public sealed class Layers;</c>.</param>
public sealed record NetworkCase(string Name, string Attributes, string Blocks = "")
{
    /// <summary>The class as a user would write it.</summary>
    public string Source => $"""
        /// <summary>A network under test.</summary>
        {Attributes}
        public sealed partial class {Name};

        {Documented(Blocks)}

        """;

    public OracleNetwork CreateOracle() => OracleDeclaration.Read(Attributes, Blocks);

    private static string Documented(string blocks) => blocks.Replace("[Block]", "/// <summary>A block under test.</summary>\n[Block]", StringComparison.Ordinal);

    public override string ToString() => Name;
}
