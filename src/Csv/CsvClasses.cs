using System.Collections.Immutable;

namespace DropoutGen;

/// <summary>Rows with a class each, and the classes' names.</summary>
/// <param name="Data">The rows; a target is an index into <paramref name="Classes"/>.</param>
/// <param name="Classes">The names, in order: by number if all are numbers, otherwise by text.</param>
public sealed record CsvClasses(Dataset<int> Data, ImmutableArray<string> Classes);
