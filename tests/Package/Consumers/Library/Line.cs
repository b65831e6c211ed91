using DropoutGen;

namespace Library;

/// <summary>Learns a function of three numbers.</summary>
[Network(3)]
[Dense(16), Tanh]
[Dense(1), MeanSquaredError]
public sealed partial class Line;
