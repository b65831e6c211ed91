namespace DropoutGen.RandomNetworks.Tests.Checking;

/// <summary>Named tensors of one part of a check, in order.</summary>
internal sealed class Tensors<T>
{
    private readonly List<(string Name, T[] Values, int Degree)> _all = [];

    public IReadOnlyList<(string Name, T[] Values, int Degree)> All => _all;

    /// <param name="name">Names it in a report.</param>
    /// <param name="values">The tensor.</param>
    /// <param name="degree">2 for a square of what the network computes: it may be off by twice as much.</param>
    public void Add(string name, T[] values, int degree = 1) => _all.Add((name, values, degree));
}
