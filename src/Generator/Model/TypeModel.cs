namespace DropoutGen.Generator.Model;

/// <summary>Where the generated part of a class goes: its namespace, the types around it, its name.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Containers">Declarations of the containing types, outermost first, for example <c>partial class Models</c>.</param>
/// <param name="Name">Name of the class, without arity.</param>
/// <param name="HintName">Unique file name stem.</param>
/// <param name="CanAttach">Whether a partial declaration can be added at all.</param>
/// <param name="StubInitializer">
/// What a stub's constructor must call first, for example <c> : base(default(int)!)</c>; empty where nothing is needed.
/// </param>
internal sealed record TypeModel(
    string Namespace, EquatableArray<string> Containers, string Name, string HintName, bool CanAttach, string StubInitializer = "");
