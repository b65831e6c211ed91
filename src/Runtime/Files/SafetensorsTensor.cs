using System.Collections.Immutable;

namespace DropoutGen;

/// <summary>A tensor of a safetensors file: row-major floats.</summary>
internal sealed record SafetensorsTensor(string Name, ImmutableArray<int> Shape, float[] Values);
