namespace DropoutGen.CompilerServices;

/// <summary>What training without dropped units needs in a workspace, and whether the present pass takes that road.</summary>
internal sealed class RowGroups
{
    // The largest share of products, counting rows that fill up the last group, at which leaving out pays.
    private const double LargestShare = 0.7;

    private readonly NetworkDefinition _network;
    private readonly RowGroupDefinition _definition;
    private readonly int _mostRows;
    private readonly KeptUnits?[] _kept;
    private readonly UnitList[] _lists;
    private AlignedBuffer? _sums;

    public RowGroups(NetworkDefinition network, int mostRows)
    {
        _network = network;
        _definition = network.RowGroups!;
        _mostRows = mostRows;
        _kept = new KeptUnits?[network.Dropouts.Length];
        foreach (int site in _definition.Sites)
        {
            _kept[site] = new KeptUnits(_definition, network.Dropouts[site].Units, mostRows);
        }

        int groups = _definition.Groups(mostRows);
        _lists =
        [
            .. _definition.Lists.Select(list => new UnitList(
                list, network.Parameters[list.Parameter], list.Site < 0 ? null : _kept[list.Site], groups, _definition.Rows)),
        ];
    }

    /// <summary>Sums of gradients that a rule wants whole, in the layout of the parameters.</summary>
    public AlignedBuffer Sums
    {
        get
        {
            // Several threads may ask at once.
            lock (_lists)
            {
                return _sums ??= new AlignedBuffer(_network.StorageLength);
            }
        }
    }

    /// <summary>Whether a pass over some rows is faster without its dropped units.</summary>
    public static bool Pays(NetworkState state, int rows)
    {
        if (state.Definition.RowGroups is not { } definition
            || state.VectorWidth is not (VectorWidth.Vector512 or VectorWidth.Vector256)
            || rows < definition.Rows)
        {
            return false;
        }

        double filled = (double)definition.Groups(rows) * definition.Rows / rows;
        foreach (int site in definition.Sites)
        {
            if (state.Dropouts[site].Keep.Effective * filled > LargestShare)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Lists what the masks of a pass keep.</summary>
    public void Read(NetworkState state, Workspace workspace, int rows)
    {
        int groups = _definition.Groups(rows);
        foreach (int site in _definition.Sites)
        {
            _kept[site]!.Read(workspace.MaskSpan(site), state.Dropouts[site].Layout.RowBits, groups);
        }

        foreach (UnitList list in _lists)
        {
            list.Update(groups);
        }
    }

    public UnitList List(int index) => _lists[index];

    public KeptUnits Kept(int site) => _kept[site]!;
}
