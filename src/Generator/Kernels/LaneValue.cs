namespace DropoutGen.Generator.Kernels;

/// <summary>A value inside a <see cref="LaneBuilder"/>, so that layers can be written as formulas.</summary>
internal readonly struct LaneValue(LaneBuilder builder, int index)
{
    public int Index => index;

    public static LaneValue operator +(LaneValue left, LaneValue right) =>
        left.Make(new LaneOperation(LaneCode.Add, left.Index, right.Index));

    public static LaneValue operator -(LaneValue left, LaneValue right) =>
        left.Make(new LaneOperation(LaneCode.Subtract, left.Index, right.Index));

    public static LaneValue operator *(LaneValue left, LaneValue right) =>
        left.Make(new LaneOperation(LaneCode.Multiply, left.Index, right.Index));

    /// <summary>left * right + addend.</summary>
    public static LaneValue MultiplyAdd(LaneValue left, LaneValue right, LaneValue addend) =>
        left.Make(new LaneOperation(LaneCode.MultiplyAdd, left.Index, right.Index, addend.Index));

    /// <summary>left &lt; right ? then : otherwise; NaN chooses the latter.</summary>
    public static LaneValue SelectLess(LaneValue left, LaneValue right, LaneValue then, LaneValue otherwise) =>
        left.Make(new LaneOperation(LaneCode.SelectLess, left.Index, right.Index, then.Index, otherwise.Index));

    /// <summary>A function of the runtime's KernelMath.</summary>
    public static LaneValue Call(string function, LaneValue argument) =>
        argument.Make(new LaneOperation(LaneCode.Call, argument.Index, Function: function));

    /// <summary>A number, rounded to single precision.</summary>
    public LaneValue Constant(double value) => Make(new LaneOperation(LaneCode.Constant, Constant: (float)value));

    private LaneValue Make(LaneOperation operation) => builder.Add(operation);
}
