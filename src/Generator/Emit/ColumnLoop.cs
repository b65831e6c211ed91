namespace DropoutGen.Generator.Emit;

/// <summary>The loops over columns: panels of the storage, and inside a panel as many columns as a tile takes.</summary>
/// <param name="writer">Where to.</param>
/// <param name="columns">Number of columns.</param>
/// <param name="panelWidth">Columns in a panel.</param>
/// <param name="step">Columns in a tile.</param>
/// <param name="isPart">Whether only the panels from <c>first</c> to <c>end</c> are wanted.</param>
internal readonly struct ColumnLoop(CodeWriter writer, int columns, int panelWidth, int step, bool isPart = false) : IDisposable
{
    private bool HasPanels => columns > panelWidth;

    private bool HasInner => panelWidth > step;

    /// <summary>Opens the loops; <c>panel</c>, <c>inner</c> and <c>column</c> = panel + inner are defined inside.</summary>
    public ColumnLoop Open()
    {
        (string first, string end) = isPart ? ("first", "end") : ("0", Literals.Integer(columns));
        Level("panel", first, end, panelWidth, HasPanels);
        Level("inner", "0", Literals.Integer(panelWidth), step, HasInner);
        writer.Line("nuint column = panel + inner;");
        return this;
    }

    public void Dispose()
    {
        if (HasInner)
        {
            writer.Close();
        }

        if (HasPanels)
        {
            writer.Close();
        }
    }

    private void Level(string name, string first, string end, int increment, bool isLoop)
    {
        if (isLoop)
        {
            writer.Open($"for (nuint {name} = {first}; {name} < {end}; {name} += {Literals.Integer(increment)})");
        }
        else
        {
            writer.Line($"const uint {name} = 0;");
        }
    }
}
