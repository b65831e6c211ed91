namespace DropoutGen.CompilerServices;

/// <content>What weight gradients without dropped units need.</content>
public readonly ref partial struct ParameterUpdate<TRule>
{
    /// <summary>
    /// Whether a weight-gradient kernel may hand the rule sums over some of the rows, and leave out weights whose gradient is zero.
    /// </summary>
    /// <param name="parameter">Index of the weight.</param>
    public bool AcceptsSums(int parameter) =>
        TRule.AcceptsPartialGradients(in Rule(parameter)) && TRule.IgnoresZeroGradients(in Rule(parameter));

    /// <summary>Updates columns of a weight by sums that <see cref="NetworkPass.ClearedSums"/> made room for.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="parameter">Index of the weight.</param>
    /// <param name="first">First column of the storage, at the start of a panel.</param>
    /// <param name="end">Behind the last one.</param>
    public void Apply(in NetworkPass pass, int parameter, nuint first, nuint end)
    {
        (int offset, int length) = NetworkPass.PanelRange(_definition, parameter, first, end);
        ElementwiseUpdate.Run(
            pass.VectorWidth, in Rule(parameter), _targets, pass.RowGroups.Sums, _states, offset, length, scale: 1f);
    }
}
