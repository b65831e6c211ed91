using DropoutGen.Theory;

namespace DropoutGen.Samples.Theory.Claims;

/// <summary>Something that is said about dropout, and what comes out when it is measured.</summary>
internal abstract class Claim
{
    private readonly List<ClaimRow> _rows = [];

    /// <summary>Stem of the picture's file name.</summary>
    public abstract string Name { get; }

    /// <summary>What the claim says.</summary>
    public abstract string Title { get; }

    /// <summary>What was measured.</summary>
    public IReadOnlyList<ClaimRow> Rows => _rows;

    /// <summary>Measures it.</summary>
    public abstract void Measure(ulong seed);

    /// <summary>Draws what was measured.</summary>
    public abstract void Draw(string path);

    /// <summary>Adds a row that holds where the interval contains the closed form.</summary>
    protected void Add(string what, double closedForm, Estimate measured, string otherwise = "NO") =>
        _rows.Add(new ClaimRow(
            what, Numbers.Show(closedForm), Numbers.Show(measured.Value), Numbers.Interval(measured), measured.Contains(closedForm) ? "holds" : otherwise));

    /// <summary>Adds a row with a verdict of its own.</summary>
    protected void Add(string what, string closedForm, string measured, string interval, string verdict) =>
        _rows.Add(new ClaimRow(what, closedForm, measured, interval, verdict));
}

/// <summary>A row of the table.</summary>
/// <param name="What">What was measured, on what.</param>
/// <param name="ClosedForm">What theory says.</param>
/// <param name="Measured">What was found.</param>
/// <param name="Interval">Where the exact value lies.</param>
/// <param name="Verdict">Whether it holds, or where not.</param>
internal sealed record ClaimRow(string What, string ClosedForm, string Measured, string Interval, string Verdict);
