using System.Collections;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>The parameters of a network, their gradients, or its running statistics, in declaration order and by name.</summary>
public sealed class ParameterCollection : IReadOnlyList<ParameterView>
{
    private readonly ParameterView[] _views;

    internal ParameterCollection(NetworkDefinition definition, AlignedBuffer storage)
        : this([.. definition.Parameters.Select((parameter, i) => new ParameterView(parameter, storage, definition.StorageOffsets[i]))])
    {
    }

    internal ParameterCollection(ParameterView[] views) => _views = views;

    /// <inheritdoc/>
    public int Count => _views.Length;

    /// <inheritdoc/>
    public ParameterView this[int index] => _views[index];

    /// <summary>The parameter of the given name, for example <c>dense0.weight</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists the names.</exception>
    public ParameterView this[string name] =>
        Array.Find(_views, view => view.Name == name)
        ?? throw new KeyNotFoundException(_views.Length == 0
            ? $"There is no '{name}': there is nothing here."
            : $"There is no parameter '{name}'; there are {string.Join(", ", _views.Select(view => view.Name))}.");

    /// <inheritdoc/>
    public IEnumerator<ParameterView> GetEnumerator() => ((IEnumerable<ParameterView>)_views).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
