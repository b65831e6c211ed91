using System.Collections.Immutable;
using System.Globalization;

namespace DropoutGen;

/// <summary>Reads CSV files (RFC 4180: quotes, and line breaks within them). Numbers are written as in English, whatever the culture.</summary>
public static class CsvFile
{
    /// <summary>Reads rows whose targets are values into memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Inputs and targets.</param>
    /// <exception cref="InvalidDataException">
    /// A column is missing, a row has more or fewer columns than the first, or what should be a number is none; the message says
    /// where.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Dataset<float> ReadValues(string path, CsvColumns columns) => Dataset.FromRows(RequireRows(path, Values(path, columns)));

    /// <summary>Reads rows whose target is a class into memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Inputs and the one target.</param>
    /// <param name="classes">Names of the classes, in order. Default: those that the file has.</param>
    /// <exception cref="InvalidDataException">As for <see cref="ReadValues"/>, or a class is not among <paramref name="classes"/>.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CsvClasses ReadClasses(string path, CsvColumns columns, IReadOnlyList<string>? classes = null)
    {
        ImmutableArray<string> names = classes is null ? FindClasses(path, columns) : [.. classes];
        return new CsvClasses(Dataset.FromRows(RequireRows(path, Classes(path, columns, names))), names);
    }

    /// <summary>Rows whose targets are values, read anew each epoch and never in memory together.</summary>
    /// <param name="path">The file; its first line is read at once.</param>
    /// <param name="columns">Inputs and targets.</param>
    /// <param name="shuffleWindow">Rows among which the next one is drawn when an epoch is shuffled.</param>
    /// <exception cref="InvalidDataException">As for <see cref="ReadValues"/>; of later lines while they are read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static StreamedDataset<float> StreamValues(string path, CsvColumns columns, int shuffleWindow = 4096)
    {
        using var first = new CsvRows(path, columns);
        return new StreamedDataset<float>(_ => Values(path, columns), first.InputCount, first.TargetCount, shuffleWindow);
    }

    /// <summary>Rows whose target is a class, read anew each epoch and never in memory together.</summary>
    /// <param name="path">The file; its first line is read at once.</param>
    /// <param name="columns">Inputs and the one target.</param>
    /// <param name="classes">Names of the classes, in order.</param>
    /// <param name="shuffleWindow">Rows among which the next one is drawn when an epoch is shuffled.</param>
    /// <exception cref="InvalidDataException">As for <see cref="ReadClasses"/>; of later lines while they are read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static StreamedDataset<int> StreamClasses(
        string path, CsvColumns columns, IReadOnlyList<string> classes, int shuffleWindow = 4096)
    {
        ArgumentNullException.ThrowIfNull(classes);
        using var first = new CsvRows(path, columns);
        first.RequireOneTarget();
        ImmutableArray<string> names = [.. classes];
        return new StreamedDataset<int>(_ => Classes(path, columns, names), first.InputCount, 1, shuffleWindow);
    }

    private static IEnumerable<DataRow<float>> Values(string path, CsvColumns columns)
    {
        using var rows = new CsvRows(path, columns);
        while (rows.MoveNext())
        {
            yield return new DataRow<float>(rows.Inputs(), rows.Targets());
        }
    }

    private static IEnumerable<DataRow<int>> Classes(string path, CsvColumns columns, ImmutableArray<string> classes)
    {
        using var rows = new CsvRows(path, columns);
        rows.RequireOneTarget();
        while (rows.MoveNext())
        {
            string name = rows.TargetText();
            int index = classes.IndexOf(name);
            yield return new DataRow<int>(
                rows.Inputs(),
                new[] { index >= 0 ? index : throw rows.Invalid($"'{name}' is none of the {classes.Length} classes") });
        }
    }

    private static ImmutableArray<string> FindClasses(string path, CsvColumns columns)
    {
        using var rows = new CsvRows(path, columns);
        rows.RequireOneTarget();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (rows.MoveNext())
        {
            names.Add(rows.TargetText());
        }

        static double? Number(string name) =>
            double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
        return names.All(static name => Number(name) is not null)
            ? [.. names.OrderBy(static name => Number(name)).ThenBy(static name => name, StringComparer.Ordinal)]
            : [.. names.Order(StringComparer.Ordinal)];
    }

    private static List<DataRow<TTarget>> RequireRows<TTarget>(string path, IEnumerable<DataRow<TTarget>> rows)
        where TTarget : unmanaged
    {
        List<DataRow<TTarget>> list = [.. rows];
        return list.Count > 0 ? list : throw new InvalidDataException($"{path}: there are no rows.");
    }
}
