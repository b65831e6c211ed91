namespace DropoutGen;

/// <summary>The content of a safetensors file: tensors in the order of its header, and the metadata strings.</summary>
internal sealed class SafetensorsFile
{
    private readonly Dictionary<string, SafetensorsTensor> _byName;

    public SafetensorsFile(IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Tensors = tensors;
        Metadata = metadata;
        _byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensor of that name, or <see langword="null"/>.</summary>
    public SafetensorsTensor? Find(string name) => _byName.GetValueOrDefault(name);
}
