namespace DropoutGen.CompilerServices;

/// <summary>Keeps workspaces between predictions, so that warm predictions, concurrent ones too, allocate nothing.</summary>
internal sealed class WorkspacePool(NetworkDefinition definition)
{
    // Rows that one inference pass takes at a time: enough to keep register tiles full, few enough to stay in the
    // second-level cache for layers a few hundred units wide.
    public const int ChunkRows = 64;

    private readonly Workspace?[] _slots = new Workspace?[Math.Max(4, 2 * Environment.ProcessorCount)];

    public Workspace Rent()
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            if (Volatile.Read(ref _slots[i]) is not null && Interlocked.Exchange(ref _slots[i], null) is { } workspace)
            {
                return workspace;
            }
        }

        return new Workspace(definition, ChunkRows);
    }

    public void Return(Workspace workspace)
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _slots[i], workspace, null) is null)
            {
                return;
            }
        }
    }
}
