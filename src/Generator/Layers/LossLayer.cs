namespace DropoutGen.Generator.Layers;

/// <summary>What training minimises: the last layer. Its arithmetic does not depend on the network and is library code.</summary>
internal abstract record LossLayer : Layer
{
    /// <summary>C# type of the targets.</summary>
    public abstract string TargetType { get; }

    /// <summary>What the targets of a batch are, for the documentation.</summary>
    public abstract string TargetDescription { get; }

    /// <summary>What <c>Predict</c> returns, for the documentation.</summary>
    public abstract string PredictionDescription { get; }

    /// <summary>Whether predictions differ from logits.</summary>
    public virtual bool ChangesLogits => true;

    /// <summary>C# expression of the runtime's instance.</summary>
    public virtual string RuntimeInstance => RuntimeType + ".Instance";

    /// <summary>The library's function of a single logit in a register; empty where there is none.</summary>
    public virtual string SingleLogitFunction => string.Empty;

    /// <summary>Why a number of outputs does not suit the loss, or null if it does.</summary>
    public virtual string? Refusal(int outputs, string producer) => null;

    /// <summary>Full name of the runtime's class.</summary>
    protected string RuntimeType => $"global::DropoutGen.{Name}Loss";
}
