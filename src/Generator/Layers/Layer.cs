using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Layers;

/// <summary>A declared layer: equatable, without location. Its subclass, one file each, knows all there is to know about it.</summary>
internal abstract record Layer
{
    /// <summary>As it is written in brackets, for example <c>Dense(256)</c>.</summary>
    public abstract string Title { get; }

    /// <summary>What it is called, without its arguments.</summary>
    public string Name => GetType().Name.Substring(0, GetType().Name.Length - "Layer".Length);

    /// <summary>As kernels call it in their comments: without what shapes no kernel.</summary>
    public virtual string KernelTitle => Title;

    /// <summary>Its arguments that are numbers and stand nowhere else in the definition, under their declared names.</summary>
    public virtual IEnumerable<(string Name, double Value)> Arguments => [];

    /// <summary>Whether 0 becomes 0, in training and at inference: the padding of rows then stays zero.</summary>
    public virtual bool KeepsZero => false;

    /// <summary>What it learns, in order: endings of the generated names.</summary>
    public virtual IReadOnlyList<string> ParameterNames => [];

    /// <summary>What it keeps beside what it learns.</summary>
    public virtual IReadOnlyList<string> StatisticNames => [];
}
