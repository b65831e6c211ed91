namespace DropoutGen;

/// <summary>A metric of one group of rows.</summary>
/// <param name="Group">Number of the group.</param>
/// <param name="Count">Rows of the group.</param>
/// <param name="Value">The metric over these rows.</param>
public readonly record struct GroupMetric(int Group, int Count, double Value);
