namespace DropoutGen.CompilerServices;

/// <summary>Keeps workspaces between predictions, so that warm predictions, concurrent ones too, allocate nothing.</summary>
internal sealed class WorkspacePool(NetworkDefinition definition)
{
    // Rows that one inference pass takes at a time: enough to keep register tiles full, few enough to stay in the
    // second-level cache for layers a few hundred units wide.
    public const int ChunkRows = 64;

    private readonly Slots<Workspace> _idle = new();

    public Workspace Rent() => _idle.TryTake() ?? new Workspace(definition, ChunkRows);

    public void Return(Workspace workspace) => _idle.Put(workspace);
}
