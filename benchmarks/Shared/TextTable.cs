using Spectre.Console;

namespace DropoutGen.Benchmarks;

/// <summary>A table of figures for the terminal.</summary>
/// <param name="headings">Headings of the columns.</param>
/// <param name="textColumns">How many columns, from the first on, are text; the others are numbers.</param>
internal sealed class TextTable(string[] headings, int textColumns)
{
    // Rows stay lines in a file too, where Spectre.Console would take 80 characters.
    private const int LeastWidth = 160;
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row with a cell for each column.</summary>
    public void Add(params string[] cells)
    {
        if (cells.Length != headings.Length)
        {
            throw new ArgumentException($"A row of {cells.Length} cells does not fit {headings.Length} columns.", nameof(cells));
        }

        _rows.Add(cells);
    }

    /// <summary>Writes the table to the terminal.</summary>
    public void Print()
    {
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, LeastWidth);
        var table = new Table { Border = TableBorder.Markdown };
        for (int column = 0; column < headings.Length; column++)
        {
            table.AddColumn(new TableColumn(Markup.Escape(headings[column]))
            {
                Alignment = column < textColumns ? Justify.Left : Justify.Right,
                NoWrap = true,
            });
        }

        foreach (string[] row in _rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        AnsiConsole.Write(table);
    }
}
