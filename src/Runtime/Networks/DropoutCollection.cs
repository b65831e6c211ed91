using System.Collections;

namespace DropoutGen;

/// <summary>The dropouts of a network with their present rates.</summary>
public sealed class DropoutCollection : IReadOnlyList<DropoutState>
{
    private readonly DropoutState[] _dropouts;

    internal DropoutCollection(NetworkDefinition definition, ParameterCollection parameters) =>
        _dropouts = [.. definition.Dropouts.Select(dropout => new DropoutState(
            dropout, dropout.Penalty is { Logit: >= 0 } penalty ? parameters[penalty.Logit] : null))];

    /// <inheritdoc/>
    public int Count => _dropouts.Length;

    /// <inheritdoc/>
    public DropoutState this[int index] => _dropouts[index];

    /// <summary>Sets the rate of every dropout.</summary>
    /// <param name="rate">Probability to drop a unit, 0 or above and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside [0, 1).</exception>
    public void SetRates(double rate)
    {
        foreach (DropoutState dropout in _dropouts)
        {
            dropout.Rate = rate;
        }
    }

    /// <inheritdoc/>
    public IEnumerator<DropoutState> GetEnumerator() => ((IEnumerable<DropoutState>)_dropouts).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
