using System.Collections.Immutable;
using System.ComponentModel;

namespace DropoutGen;

/// <summary>A feature that a <see cref="FeatureDropoutAttribute"/> drops as a whole.</summary>
public sealed class DropoutFeature
{
    /// <summary>Describes a feature; called by generated code.</summary>
    /// <param name="name">Name as declared.</param>
    /// <param name="columns">Columns of the inputs, in order.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public DropoutFeature(string name, ImmutableArray<int> columns)
    {
        Name = name;
        Columns = columns;
    }

    /// <summary>Name as declared.</summary>
    public string Name { get; }

    /// <summary>Columns of the inputs, in order.</summary>
    public ImmutableArray<int> Columns { get; }
}
