namespace DropoutGen;

/// <summary>One row of a sequence.</summary>
/// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
/// <param name="Inputs">Its inputs.</param>
/// <param name="Targets">Its targets.</param>
/// <param name="SampleWeight">The factor of its loss.</param>
public readonly record struct DataRow<TTarget>(
    ReadOnlyMemory<float> Inputs, ReadOnlyMemory<TTarget> Targets, float SampleWeight = 1f)
    where TTarget : unmanaged;
