namespace DropoutGen.Generator.Layers;

/// <summary>Mean squared difference from real targets.</summary>
internal sealed record MeanSquaredErrorLayer : LossLayer
{
    public override string Title => "MeanSquaredError";

    public override string TargetType => "float";

    public override string TargetDescription => "rows x outputs target values";

    public override bool ChangesLogits => false;

    public override string SingleLogitFunction => "MeanSquaredError";

    public override string PredictionDescription => "values";

    public static Layer Read(LayerArguments arguments) => new MeanSquaredErrorLayer();
}
