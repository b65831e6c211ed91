namespace DropoutGen.CompilerServices;

/// <summary>
/// Which order statistics the quantiles of a sample are made of: with h = (n - 1) level, the values of rank floor(h) and
/// ceiling(h), between which the quantile lies by the fraction of h.
/// </summary>
/// <remarks>Hyndman, Fan: Sample Quantiles in Statistical Packages (1996), definition 7; NumPy's default.</remarks>
internal sealed class QuantileLevels
{
    private readonly (int Lower, int Upper, double Fraction)[] _places;

    public QuantileLevels(IReadOnlyList<double> levels, int passes)
    {
        var places = new List<(int Lower, int Upper, double Fraction)>();
        var ranks = new SortedSet<int>();
        foreach (double level in levels)
        {
            double place = (passes - 1) * level;
            int lower = (int)Math.Floor(place);
            int upper = (int)Math.Ceiling(place);
            ranks.Add(lower);
            ranks.Add(upper);
            places.Add((lower, upper, place - lower));
        }

        Ranks = [.. ranks];
        _places = [.. places.Select(place =>
            (Array.BinarySearch(Ranks, place.Lower), Array.BinarySearch(Ranks, place.Upper), place.Fraction))];
    }

    /// <summary>The ranks that are needed, ascending, from 0.</summary>
    public int[] Ranks { get; }

    public int Count => _places.Length;

    /// <summary>The quantile of a level from the values of <see cref="Ranks"/>.</summary>
    public float Interpolate(int level, ReadOnlySpan<float> ofRanks)
    {
        (int lower, int upper, double fraction) = _places[level];
        double low = ofRanks[lower];
        return lower == upper ? ofRanks[lower] : (float)(low + (fraction * (ofRanks[upper] - low)));
    }
}
