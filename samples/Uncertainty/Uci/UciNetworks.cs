namespace DropoutGen.Samples.Uncertainty.Uci;

// One hidden layer of 50 units, dropout in front of it and behind it: the same network for every set, but that the number of
// inputs differs. The rates declared here are replaced by those of the grid.

/// <summary>Boston housing: 13 features.</summary>
[Network(13)]
[Dropout(0.05)]
[Dense(50, Initialization = Initialization.Glorot), Relu, Dropout(0.05)]
[Dense(1), MeanSquaredError]
internal sealed partial class BostonNetwork;

/// <summary>Concrete strength: 8 features.</summary>
[Network(8)]
[Dropout(0.05)]
[Dense(50, Initialization = Initialization.Glorot), Relu, Dropout(0.05)]
[Dense(1), MeanSquaredError]
internal sealed partial class ConcreteNetwork;

/// <summary>Energy efficiency: 8 features.</summary>
[Network(8)]
[Dropout(0.05)]
[Dense(50, Initialization = Initialization.Glorot), Relu, Dropout(0.05)]
[Dense(1), MeanSquaredError]
internal sealed partial class EnergyNetwork;

/// <summary>Quality of red wine: 11 features.</summary>
[Network(11)]
[Dropout(0.05)]
[Dense(50, Initialization = Initialization.Glorot), Relu, Dropout(0.05)]
[Dense(1), MeanSquaredError]
internal sealed partial class WineNetwork;

/// <summary>Yacht hydrodynamics: 6 features.</summary>
[Network(6)]
[Dropout(0.05)]
[Dense(50, Initialization = Initialization.Glorot), Relu, Dropout(0.05)]
[Dense(1), MeanSquaredError]
internal sealed partial class YachtNetwork;
