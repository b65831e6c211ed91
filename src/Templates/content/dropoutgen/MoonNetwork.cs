using DropoutGen;

namespace DropoutApp;

/// <summary>Two coordinates in, two classes out. The generator writes the rest of this class while you build.</summary>
[Network(2)]
[Dense(64), Relu, Dropout(0.25)]
[Dense(64), Relu, Dropout(0.25)]
[Dense(2), SoftmaxCrossEntropy]
public sealed partial class MoonNetwork;
