using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Tests.Planning;

/// <summary>Tiles fit the registers, and their row steps cover any number of rows.</summary>
public sealed class TileTests
{
    public static TheoryData<int> PanelWidths => [16, 32, 48, 64];

    [Theory]
    [MemberData(nameof(PanelWidths))]
    public void Accumulators_and_operands_fit_the_registers(int panelWidth) => Assert.All(InstructionSets.All, set =>
    {
        Tile tile = Tile.For(set, panelWidth);
        int registers = set == InstructionSet.Vector512 ? 32 : 16;
        Assert.InRange((tile.Rows * tile.Vectors) + tile.Vectors + 1, 4, registers);
    });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(4, 4, 2, 1)]
    [InlineData(6, 6, 4, 2, 1)]
    [InlineData(8, 8, 4, 2, 1)]
    [InlineData(16, 16, 8, 4, 2, 1)]
    public void Row_steps_halve(int rows, params int[] steps) => Assert.Equal(steps, new Tile(rows, 1).RowSteps());

    [Fact]
    public void Row_steps_cover_any_number_of_rows() => Assert.All(InstructionSets.All, static set =>
    {
        int[] steps = [.. Tile.For(set, 64).RowSteps()];
        for (int rows = 0; rows < 100; rows++)
        {
            int row = 0;
            foreach (int step in steps)
            {
                while (row + step <= rows)
                {
                    row += step;
                }
            }

            Assert.Equal(rows, row);
        }
    });
}
