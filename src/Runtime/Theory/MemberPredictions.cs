namespace DropoutGen.Theory;

/// <summary>The predictions of every pass.</summary>
internal static class MemberPredictions
{
    /// <summary>Passes x rows x outputs values.</summary>
    public static float[] Of<TNetwork>(TNetwork network, ReadOnlySpan<float> inputs, int passes, ulong seed)
        where TNetwork : class, INetwork<TNetwork>
    {
        NetworkDefinition definition = network.State.Definition;
        int values = inputs.Length / definition.Inputs * definition.Outputs;
        var predictions = new float[checked(passes * values)];
        new MaskedPasses(passes, seed, asLogits: false).Run(network, inputs, (pass, firstRow, some) =>
            some.CopyTo(predictions.AsSpan((pass * values) + (firstRow * definition.Outputs))));
        return predictions;
    }
}
