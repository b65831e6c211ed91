using System.Collections;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>The parameters of a network, or their gradients, in declaration order and by name.</summary>
public sealed class ParameterCollection : IReadOnlyList<ParameterView>
{
    private readonly ParameterView[] _views;

    internal ParameterCollection(NetworkDefinition definition, AlignedBuffer storage, int offset = 0)
    {
        _views = new ParameterView[definition.Parameters.Length];
        for (int i = 0; i < _views.Length; i++)
        {
            _views[i] = new ParameterView(definition.Parameters[i], storage, offset + definition.StorageOffsets[i]);
        }
    }

    /// <inheritdoc/>
    public int Count => _views.Length;

    /// <inheritdoc/>
    public ParameterView this[int index] => _views[index];

    /// <summary>The parameter of the given name, for example <c>dense0.weight</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists the names.</exception>
    public ParameterView this[string name] =>
        Array.Find(_views, view => view.Name == name)
        ?? throw new KeyNotFoundException(
            $"There is no parameter '{name}'; there are {string.Join(", ", _views.Select(view => view.Name))}.");

    /// <inheritdoc/>
    public IEnumerator<ParameterView> GetEnumerator() => ((IEnumerable<ParameterView>)_views).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
