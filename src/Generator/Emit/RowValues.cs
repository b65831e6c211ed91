namespace DropoutGen.Generator.Emit;

/// <summary>
/// What a straight-line pass has just computed and still has in registers, by buffer and column. It stands in the buffers as
/// well; reading it from there would wait for the store.
/// </summary>
internal sealed class RowValues
{
    private readonly Dictionary<(int Buffer, int Column), string> _vectors = [];
    private readonly Dictionary<(int Buffer, int Column), string> _scalars = [];
    private readonly HashSet<string> _names = [];

    /// <summary>The vector from a column on; null if it has to be read.</summary>
    public string? Vector(int buffer, int column) => _vectors.TryGetValue((buffer, column), out string? name) ? name : null;

    /// <summary>A single value; null if it has to be read.</summary>
    public string? Scalar(int buffer, int column) => _scalars.TryGetValue((buffer, column), out string? name) ? name : null;

    public void SetVector(int buffer, int column, string expression) => _vectors[(buffer, column)] = expression;

    public void SetScalar(int buffer, int column, string expression) => _scalars[(buffer, column)] = expression;

    /// <summary>A name that no other value has.</summary>
    public string Name(string buffer, int column)
    {
        string name = $"{char.ToLowerInvariant(buffer[0])}{buffer.Substring(1)}At{Literals.Integer(column)}";
        for (int i = 1; !_names.Add(name); i++)
        {
            name = $"{name}_{Literals.Integer(i)}";
        }

        return name;
    }

    /// <summary>Forgets what stood in a buffer: something else is written there.</summary>
    public void Forget(int buffer)
    {
        Forget(_vectors, buffer);
        Forget(_scalars, buffer);
    }

    private static void Forget(Dictionary<(int Buffer, int Column), string> values, int buffer)
    {
        foreach ((int Buffer, int Column) key in values.Keys.Where(key => key.Buffer == buffer).ToList())
        {
            values.Remove(key);
        }
    }
}
