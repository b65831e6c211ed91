namespace DropoutGen.RandomNetworks.Tests.Checking;

/// <summary>Named tensors of one part of a check, in order.</summary>
internal sealed class Tensors<T>
{
    private readonly List<(string Name, T[] Values)> _all = [];

    public IReadOnlyList<(string Name, T[] Values)> All => _all;

    public void Add(string name, T[] values) => _all.Add((name, values));
}
