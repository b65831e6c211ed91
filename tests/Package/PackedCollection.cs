namespace DropoutGen.Package.Tests;

/// <summary>All tests share one feed and run in turn.</summary>
[CollectionDefinition]
public sealed class PackedCollection : ICollectionFixture<LocalFeed>;
