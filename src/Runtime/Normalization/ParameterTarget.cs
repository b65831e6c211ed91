using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>Where the gradient of a vector of parameters goes, from a column on.</summary>
internal readonly ref struct ParameterTarget<TRule>
    where TRule : struct, IUpdateRule<TRule>
{
    private readonly ref float _parameter;
    private readonly ref float _state;
    private readonly ref readonly TRule _rule;
    private readonly nuint _offset;
    private readonly nuint _stride;

    public ParameterTarget(scoped in ParameterUpdate<TRule> update, int parameter, nuint column)
    {
        _parameter = ref Unsafe.Add(ref update.Target(parameter), column);
        _state = ref update.State;
        _rule = ref update.Rule(parameter);
        _offset = update.StateOffset(parameter) + column;
        _stride = update.StateStride;
    }

    /// <summary>Updates as many parameters as there are lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLanes>(nuint column, TLanes gradient)
        where TLanes : struct, ILanes<TLanes> =>
        TLanes.Update(in _rule, ref Unsafe.Add(ref _parameter, column), ref _state, _offset + column, _stride, gradient);
}
