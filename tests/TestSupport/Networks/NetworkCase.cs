using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.TestSupport.Networks;

/// <summary>A network under test.</summary>
/// <param name="Name">Name of the class.</param>
/// <param name="Attributes">Its attribute lists, for example <c>[Network(3)] [Dense(2), MeanSquaredError]</c>.</param>
public sealed record NetworkCase(string Name, string Attributes)
{
    /// <summary>The class as a user would write it.</summary>
    public string Source => $"""
        /// <summary>A network under test.</summary>
        {Attributes}
        public sealed partial class {Name};

        """;

    public OracleNetwork CreateOracle() => OracleDeclaration.Read(Attributes);

    public override string ToString() => Name;
}
