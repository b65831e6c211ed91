namespace DropoutGen.Samples.Theory.Networks;

/// <summary>One hidden layer, half of it dropped.</summary>
[Network(16)]
[Dense(32), Relu, Dropout(0.5)]
[Dense(4), MeanSquaredError]
public sealed partial class OneLayer;

/// <summary>Two hidden layers.</summary>
[Network(16)]
[Dense(32), Relu, Dropout(0.5)]
[Dense(32), Relu, Dropout(0.5)]
[Dense(4), MeanSquaredError]
public sealed partial class TwoLayers;

/// <summary>Three hidden layers.</summary>
[Network(16)]
[Dense(32), Relu, Dropout(0.5)]
[Dense(32), Relu, Dropout(0.5)]
[Dense(32), Relu, Dropout(0.5)]
[Dense(4), MeanSquaredError]
public sealed partial class ThreeLayers;

/// <summary>Three hidden layers and dropped inputs, which count as a fourth.</summary>
[Network(16), Dropout(0.5)]
[Dense(32), Relu, Dropout(0.5)]
[Dense(32), Relu, Dropout(0.5)]
[Dense(32), Relu, Dropout(0.5)]
[Dense(4), MeanSquaredError]
public sealed partial class ThreeLayersAndInputs;
