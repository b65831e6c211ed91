using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Layers;

/// <summary>A declared layer: equatable, without location. Its subclass, one file each, knows all there is to know about it.</summary>
internal abstract record Layer
{
    /// <summary>As it is written in brackets, for example <c>Dense(256)</c>.</summary>
    public abstract string Title { get; }

    /// <summary>Whether 0 becomes 0, in training and at inference: the padding of rows then stays zero.</summary>
    public virtual bool KeepsZero => false;
}
