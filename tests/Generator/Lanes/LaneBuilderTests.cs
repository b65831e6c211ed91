using DropoutGen.Generator.Kernels;

namespace DropoutGen.Generator.Tests.Lanes;

/// <summary>Lane programs compute equal things once and unused things never.</summary>
public sealed class LaneBuilderTests
{
    [Fact]
    public void Equal_operations_are_computed_once()
    {
        var lanes = new LaneBuilder();
        LaneValue x = lanes.Accumulator();
        LaneValue one = x * x.Constant(2);
        LaneValue two = x * x.Constant(2);
        Assert.Equal(one.Index, two.Index);
        lanes.Store(lanes.NewStream(), one + two);
        Assert.Equal(
            [LaneCode.Accumulator, LaneCode.Constant, LaneCode.Multiply, LaneCode.Add, LaneCode.Store], Codes(lanes));
    }

    [Fact]
    public void A_function_of_the_same_value_is_called_once()
    {
        var lanes = new LaneBuilder();
        LaneValue x = lanes.Accumulator();
        lanes.Store(lanes.NewStream(), LaneValue.Call("Exp", x) * LaneValue.Call("Exp", x) * LaneValue.Call("Erf", x));
        Assert.Equal(2, Codes(lanes).Count(static code => code == LaneCode.Call));
    }

    [Fact]
    public void What_no_store_needs_is_left_out_and_the_rest_renumbered()
    {
        var lanes = new LaneBuilder();
        LaneValue unused = lanes.Load(lanes.NewStream());
        _ = LaneValue.Call("Exp", unused);
        LaneValue x = lanes.Accumulator();
        LaneValue zero = x.Constant(0);
        lanes.Store(lanes.NewStream(), LaneValue.SelectLess(x, zero, zero, x));
        LaneProgram program = lanes.Build();
        Assert.Equal(
            [
                new LaneOperation(LaneCode.Accumulator),
                new LaneOperation(LaneCode.Constant, Constant: 0f),
                new LaneOperation(LaneCode.SelectLess, 0, 1, 1, 0),
                new LaneOperation(LaneCode.Store, 2, Slot: 1),
            ],
            program.Operations);
    }

    [Fact]
    public void Stores_stay_in_order_and_are_never_left_out()
    {
        var lanes = new LaneBuilder();
        LaneValue x = lanes.Accumulator();
        int first = lanes.NewStream();
        int second = lanes.NewStream();
        lanes.Store(second, x);
        lanes.Store(first, x);
        Assert.Equal([second, first], lanes.Build().Operations.Skip(1).Select(static operation => operation.Slot));
    }

    [Fact]
    public void Operands_come_before_their_use()
    {
        var lanes = new LaneBuilder();
        LaneValue x = lanes.Load(lanes.NewStream());
        LaneValue y = lanes.Keep(lanes.NewMask(), LaneValue.MultiplyAdd(x, lanes.Scale(lanes.NewScale()), x.Constant(1)));
        lanes.Store(lanes.NewStream(), y - x);
        LaneProgram program = lanes.Build();
        for (int i = 0; i < program.Operations.Count; i++)
        {
            LaneOperation operation = program.Operations[i];
            Assert.All([operation.A, operation.B, operation.C, operation.D], operand => Assert.InRange(operand, -1, i - 1));
        }

        Assert.Equal((2, 1, 1), (program.StreamCount, program.MaskCount, program.ScaleCount));
    }

    [Fact]
    public void Equal_formulas_make_equal_programs()
    {
        Assert.Equal(Program(0.5), Program(0.5));
        Assert.Equal(Program(0.5).GetHashCode(), Program(0.5).GetHashCode());
        Assert.NotEqual(Program(0.5), Program(0.25));

        static LaneProgram Program(double factor)
        {
            var lanes = new LaneBuilder();
            LaneValue x = lanes.Accumulator();
            lanes.Store(lanes.NewStream(), x * x.Constant(factor));
            return lanes.Build();
        }
    }

    private static IEnumerable<LaneCode> Codes(LaneBuilder lanes) => lanes.Build().Operations.Select(static operation => operation.Code);
}
