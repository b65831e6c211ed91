namespace DropoutGen.TestSupport.Snapshots;

/// <summary>A text is not the verified one.</summary>
public sealed class SnapshotMismatchException(string message) : Exception(message);
