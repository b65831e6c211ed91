namespace DropoutGen.FaultPrograms;

/// <summary>Large enough that saving it takes some writes.</summary>
[Network(200)]
[Dense(100), Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class SavedNetwork;

/// <summary>Small enough that a million steps take seconds.</summary>
[Network(4)]
[Dense(16), Relu, Dropout(0.25)]
[Dense(8), Tanh, Dropout(0.1)]
[Dense(3), SoftmaxCrossEntropy]
public sealed partial class SoakedNetwork;

/// <summary>Three layers: a backward pass has buffers of its own.</summary>
[Network(16)]
[Dense(64), Relu]
[Dense(64), Relu]
[Dense(64), Relu]
[Dense(2), SoftmaxCrossEntropy]
public sealed partial class DeepNetwork;
