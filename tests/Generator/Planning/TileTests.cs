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
        Assert.All([Tile.ForProduct(set, panelWidth), Tile.ForWeightGradient(set, panelWidth), Tile.ForDotProducts(set)], tile => FitsRegisters(set, tile));
    });

    private static void FitsRegisters(InstructionSet set, Tile tile)
    {
        int registers = set == InstructionSet.Vector512 ? 32 : 16;
        Assert.InRange((tile.Rows * tile.Vectors) + tile.Vectors + 1, 4, registers);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(16)]
    public void Row_steps_fall_from_the_tile_to_one(int rows)
    {
        int[] steps = [.. new Tile(rows, 1).RowSteps];
        Assert.Equal(rows, steps[0]);
        Assert.Equal(1, steps[^1]);
        Assert.Equal(steps.OrderDescending(), steps);
    }

    [Fact]
    public void Row_steps_cover_any_number_of_rows() => Assert.All(InstructionSets.All, static set =>
    {
        int[] steps = [.. Tile.ForProduct(set, 64).RowSteps];
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
