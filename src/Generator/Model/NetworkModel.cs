using DropoutGen.Generator.Layers;

namespace DropoutGen.Generator.Model;

/// <summary>A declaration as read: equatable, without symbols or locations.</summary>
/// <param name="Type">The declared class.</param>
/// <param name="Inputs">Values in one input row.</param>
/// <param name="Layers">The layers that could be read, in source order.</param>
/// <param name="Faults">What makes the declaration invalid; empty for a valid one.</param>
/// <param name="ClashingMembers">Generated members that the user's class declares itself.</param>
/// <param name="IsBroken">Whether the compiler itself objects to an attribute, so that no rule needs to.</param>
internal sealed record NetworkModel(
    TypeModel Type,
    int Inputs,
    EquatableArray<Layer> Layers,
    EquatableArray<Fault> Faults,
    EquatableArray<string> ClashingMembers,
    bool IsBroken)
{
    public bool IsValid => Faults.Count == 0 && !IsBroken;
}
