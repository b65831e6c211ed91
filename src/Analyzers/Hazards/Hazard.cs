using Microsoft.CodeAnalysis;

namespace DropoutGen.Analyzers.Hazards;

/// <summary>A finding about one layer.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Ordinal">Index of the layer.</param>
/// <param name="Argument">The argument it is about; empty for the whole layer.</param>
/// <param name="Message">The message, complete.</param>
internal sealed record Hazard(DiagnosticDescriptor Rule, int Ordinal, string Argument, string Message);
