namespace DropoutGen;

/// <summary>Which columns of a CSV file are inputs and which are targets, and how the file is written.</summary>
public sealed class CsvColumns
{
    /// <summary>Columns that are targets, by name.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>Columns that are inputs, by name, in this order. Default: all that are not targets, as they stand in the file.</summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>What stands between columns. Default: found in the first line.</summary>
    public char? Separator { get; init; }

    /// <summary>Whether the first line names the columns; without it their names are their numbers, from 0. Default: yes.</summary>
    public bool HasHeader { get; init; } = true;
}
