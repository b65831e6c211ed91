namespace DropoutGen.CompilerServices;

/// <summary>A metric over any selection of rows.</summary>
internal interface IRowMetric
{
    double Of(RowSelection rows);
}

/// <summary>A metric that is the mean of a term for each row.</summary>
internal interface IRowTerm
{
    double Term(int row);
}

/// <summary>Some rows by number, or the first so many.</summary>
internal readonly ref struct RowSelection
{
    private readonly ReadOnlySpan<int> _rows;

    /// <summary>Rows 0 to <paramref name="count"/> - 1.</summary>
    public RowSelection(int count) => Count = count;

    /// <summary>The given rows.</summary>
    public RowSelection(ReadOnlySpan<int> rows)
    {
        _rows = rows;
        Count = rows.Length;
    }

    public int Count { get; }

    public int this[int index] => _rows.IsEmpty ? index : _rows[index];
}

/// <summary>The mean of a term.</summary>
internal readonly ref struct MeanMetric<TTerm>(TTerm term) : IRowMetric
    where TTerm : IRowTerm, allows ref struct
{
    private readonly TTerm _term = term;

    public double Of(RowSelection rows)
    {
        double sum = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            sum += _term.Term(rows[i]);
        }

        return sum / rows.Count;
    }
}

/// <summary>Evaluates a metric for each group of rows.</summary>
internal static class RowMetrics
{
    public static double Mean<TTerm>(TTerm term, int rows)
        where TTerm : IRowTerm, allows ref struct =>
        new MeanMetric<TTerm>(term).Of(new RowSelection(rows));

    public static GroupMetric[] MeanByGroup<TTerm>(TTerm term, int rows, ReadOnlySpan<int> groups)
        where TTerm : IRowTerm, allows ref struct =>
        ByGroup(new MeanMetric<TTerm>(term), rows, groups);

    public static GroupMetric[] ByGroup<TMetric>(TMetric metric, int rows, ReadOnlySpan<int> groups)
        where TMetric : IRowMetric, allows ref struct
    {
        MetricArgument.RequireCount(groups.Length, rows, nameof(groups));
        int[] numbers = groups.ToArray();
        int[] order = [.. Enumerable.Range(0, rows)];

        // Rows of a group stay in order, so that its sums are those of its rows alone.
        Array.Sort(order, (first, second) =>
            numbers[first] != numbers[second] ? numbers[first].CompareTo(numbers[second]) : first.CompareTo(second));
        var results = new List<GroupMetric>();
        for (int start = 0, end; start < rows; start = end)
        {
            int group = numbers[order[start]];
            for (end = start + 1; end < rows && numbers[order[end]] == group; end++)
            {
            }

            results.Add(new GroupMetric(group, end - start, metric.Of(new RowSelection(order.AsSpan(start, end - start)))));
        }

        return [.. results];
    }
}
