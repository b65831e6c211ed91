using System.Globalization;

namespace DropoutGen;

/// <summary>What is to be written as one safetensors file, put together piece by piece.</summary>
internal sealed class SafetensorsContent
{
    private readonly List<SafetensorsSource> _tensors = [];
    private readonly List<KeyValuePair<string, string>> _metadata = [];

    public void Add(SafetensorsSource tensor) => _tensors.Add(tensor);

    /// <summary>Adds a parameter, or what is shaped like one, under a name.</summary>
    public void Add(string name, ParameterView view) => Add(new SafetensorsSource(name, view.Shape, view.CopyPiece));

    /// <summary>Adds a string of metadata.</summary>
    public void Add(string key, string value) => _metadata.Add(new(key, value));

    /// <summary>Adds a number as metadata, such that the same number is read back.</summary>
    public void Add(string key, IFormattable value) => Add(key, value.ToString(null, CultureInfo.InvariantCulture));

    // Integers first: behind an odd number of floats they would not be aligned, which readers that map the file demand.
    private SafetensorsSource[] Ordered => [.. _tensors.OrderBy(static tensor => tensor.Value is null)];

    public void Write(Stream stream) => SafetensorsWriter.Write(stream, Ordered, _metadata);

    /// <summary>Writes with a checksum over everything, as metadata.</summary>
    public void WriteChecked(Stream stream)
    {
        SafetensorsSource[] tensors = Ordered;
        uint checksum = ContentChecksum.Of(tensors, _metadata);
        SafetensorsWriter.Write(stream, tensors, [.. _metadata, new(ContentChecksum.Key, ContentChecksum.Text(checksum))]);
    }
}
