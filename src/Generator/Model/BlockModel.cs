using DropoutGen.Generator.Layers;

namespace DropoutGen.Generator.Model;

/// <summary>A block as read: equatable, without symbols or locations, so that a network that uses it holds all of it.</summary>
/// <param name="Name">Name of the class.</param>
/// <param name="Layers">Its layers, in source order.</param>
/// <param name="IsValid">Whether nothing is wrong with it or with a block inside; if something is, a rule says so at the block.</param>
internal sealed record BlockModel(string Name, EquatableArray<Layer> Layers, bool IsValid)
{
    /// <summary>In place of a block that could not be read.</summary>
    public static BlockModel Unknown { get; } = new(string.Empty, EquatableArray<Layer>.Empty, IsValid: false);
}
