namespace DropoutGen.Benchmarks.Grid;

/// <summary>1-1-1.</summary>
[Network(1)]
[Dense(1), Relu]
[Dense(1), MeanSquaredError]
internal sealed partial class Square1;

/// <summary>3-3-3.</summary>
[Network(3)]
[Dense(3), Relu]
[Dense(3), MeanSquaredError]
internal sealed partial class Square3;

/// <summary>10-10-10.</summary>
[Network(10)]
[Dense(10), Relu]
[Dense(10), MeanSquaredError]
internal sealed partial class Square10;

/// <summary>17-17-17.</summary>
[Network(17)]
[Dense(17), Relu]
[Dense(17), MeanSquaredError]
internal sealed partial class Square17;

/// <summary>33-33-33.</summary>
[Network(33)]
[Dense(33), Relu]
[Dense(33), MeanSquaredError]
internal sealed partial class Square33;

/// <summary>64-64-64.</summary>
[Network(64)]
[Dense(64), Relu]
[Dense(64), MeanSquaredError]
internal sealed partial class Square64;

/// <summary>100-100-100.</summary>
[Network(100)]
[Dense(100), Relu]
[Dense(100), MeanSquaredError]
internal sealed partial class Square100;

/// <summary>129-129-129.</summary>
[Network(129)]
[Dense(129), Relu]
[Dense(129), MeanSquaredError]
internal sealed partial class Square129;

/// <summary>256-256-256.</summary>
[Network(256)]
[Dense(256), Relu]
[Dense(256), MeanSquaredError]
internal sealed partial class Square256;

/// <summary>333-333-333.</summary>
[Network(333)]
[Dense(333), Relu]
[Dense(333), MeanSquaredError]
internal sealed partial class Square333;

/// <summary>512-512-512.</summary>
[Network(512)]
[Dense(512), Relu]
[Dense(512), MeanSquaredError]
internal sealed partial class Square512;

/// <summary>1000-1000-1000.</summary>
[Network(1000)]
[Dense(1000), Relu]
[Dense(1000), MeanSquaredError]
internal sealed partial class Square1000;

/// <summary>2048-2048-2048.</summary>
[Network(2048)]
[Dense(2048), Relu]
[Dense(2048), MeanSquaredError]
internal sealed partial class Square2048;

/// <summary>4096-4096-4096.</summary>
[Network(4096)]
[Dense(4096), Relu]
[Dense(4096), MeanSquaredError]
internal sealed partial class Square4096;

/// <summary>4-32-1.</summary>
[Network(4)]
[Dense(32), Relu]
[Dense(1), MeanSquaredError]
internal sealed partial class Of4By32By1;

/// <summary>1000-10.</summary>
[Network(1000)]
[Dense(10), MeanSquaredError]
internal sealed partial class Of1000By10;

/// <summary>1-4096-1.</summary>
[Network(1)]
[Dense(4096), Relu]
[Dense(1), MeanSquaredError]
internal sealed partial class Of1By4096By1;

/// <summary>784-256-128-10.</summary>
[Network(784)]
[Dense(256), Relu]
[Dense(128), Relu]
[Dense(10), MeanSquaredError]
internal sealed partial class Of784By256By128By10;
