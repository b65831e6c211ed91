namespace DropoutGen.Generator.Emit;

/// <summary>The loops over columns: panels of the storage, and inside a panel as many columns as a tile takes.</summary>
internal readonly struct ColumnLoop(CodeWriter writer, int columns, int panelWidth, int step) : IDisposable
{
    private bool HasPanels => columns > panelWidth;

    private bool HasInner => panelWidth > step;

    /// <summary>Opens the loops; <c>panel</c>, <c>inner</c> and <c>column</c> = panel + inner are defined inside.</summary>
    public ColumnLoop Open()
    {
        Level("panel", columns, panelWidth, HasPanels);
        Level("inner", panelWidth, step, HasInner);
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

    private void Level(string name, int end, int increment, bool isLoop)
    {
        if (isLoop)
        {
            writer.Open($"for (nuint {name} = 0; {name} < {Literals.Integer(end)}; {name} += {Literals.Integer(increment)})");
        }
        else
        {
            writer.Line($"const uint {name} = 0;");
        }
    }
}
