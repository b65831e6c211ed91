namespace DropoutGen.Runtime.Tests.RowGroups;

/// <summary>Wide enough to leave out dropped units.</summary>
[Network(128)]
[Dense(160), Relu, Dropout(0.5, RowsPerMask = 16)]
[Dense(144), Relu, Dropout(0.5, RowsPerMask = 16)]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class KeptUnitsNetwork;
