namespace DropoutGen.TestSupport.GeneratorHarness;

/// <summary>A project with generated code has diagnostics, or its code depends on the culture.</summary>
public sealed class UncleanCompilationException(string message) : Exception(message);
