namespace DropoutGen.Generator.Model;

/// <summary>Something that makes a declaration invalid. An analyzer turns it into a diagnostic at its place.</summary>
/// <param name="RuleId">For example <c>DG0004</c>.</param>
/// <param name="Place">What it is about.</param>
/// <param name="Ordinal">Index of the layer attribute, or of the containing type; -1 where neither applies.</param>
/// <param name="Argument">Name of the attribute's argument or of the member; empty where it is about the whole.</param>
/// <param name="Message">The message, complete.</param>
internal sealed record Fault(string RuleId, FaultPlace Place, int Ordinal, string Argument, string Message);

/// <summary>What a <see cref="Fault"/> is about.</summary>
internal enum FaultPlace
{
    /// <summary>The name of the declared class.</summary>
    Type,

    /// <summary>The name of a containing type.</summary>
    Container,

    /// <summary>The <c>[Network]</c> attribute or an argument of it.</summary>
    Network,

    /// <summary>A layer attribute or an argument of it.</summary>
    Layer,

    /// <summary>A member of the declared class.</summary>
    Member,
}
