namespace DropoutGen.TestSupport.Oracle;

/// <summary>Each weight of the dense layer right behind, divided by the keep probability or zero; the same for all rows.</summary>
public sealed record OracleDropConnect(double Rate) : OracleLayer
{
    public override BoundLayer Bind(OracleBinder binder, int inputs)
    {
        binder.MaskNextWeight(Rate);
        return new BoundLayer(inputs, static (input, _) => new LayerPass(input, static (gradient, _) => gradient));
    }
}
