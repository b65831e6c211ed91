namespace DropoutGen.Samples.Theory.Networks;

/// <summary>Tells the arms of a spiral apart.</summary>
[Network(2)]
[Dense(96), Relu, Dropout(0.3)]
[Dense(96), Relu, Dropout(0.3)]
[Dense(3), SoftmaxCrossEntropy]
public sealed partial class Spiral;
