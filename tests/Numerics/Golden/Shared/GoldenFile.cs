using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DropoutGen.Golden;

/// <summary>
/// The figures of one case: named tensors of floats in the safetensors format, and in its header what produced them. Written
/// and read here rather than by the library, which is what they are to judge.
/// </summary>
internal sealed class GoldenFile
{
    private const string MetadataName = "__metadata__";

    private readonly Dictionary<string, (int[] Shape, float[] Values)> _tensors = [];

    /// <summary>What produced the figures.</summary>
    public Dictionary<string, string> Metadata { get; } = [];

    /// <summary>A tensor's values.</summary>
    public float[] this[string name] => _tensors.TryGetValue(name, out (int[] Shape, float[] Values) tensor)
        ? tensor.Values
        : throw new KeyNotFoundException($"The figures have no '{name}'.");

    /// <summary>Names of the tensors that begin with a prefix, without it.</summary>
    public IEnumerable<string> Names(string prefix) =>
        _tensors.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..]);

    public void Add(string name, int[] shape, float[] values)
    {
        if (shape.Aggregate(1, static (count, size) => count * size) != values.Length)
        {
            throw new ArgumentException($"{name} of [{string.Join(", ", shape)}] has {values.Length} values.", nameof(values));
        }

        _tensors.Add(name, (shape, values));
    }

    public void Write(Stream stream)
    {
        var header = new JsonObject
        {
            [MetadataName] = new JsonObject(Metadata.Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        };
        long offset = 0;
        foreach ((string name, (int[] shape, float[] values)) in _tensors)
        {
            long end = offset + (values.Length * sizeof(float));
            header[name] = new JsonObject
            {
                ["dtype"] = "F32",
                ["shape"] = new JsonArray([.. shape.Select(static size => (JsonNode)size)]),
                ["data_offsets"] = new JsonArray(offset, end),
            };
            offset = end;
        }

        // Tensors start on a multiple of eight bytes.
        string text = header.ToJsonString();
        byte[] json = Encoding.UTF8.GetBytes(text.PadRight((Encoding.UTF8.GetByteCount(text) + 7) / 8 * 8));
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        stream.Write(length);
        stream.Write(json);
        foreach ((_, float[] values) in _tensors.Values)
        {
            stream.Write(MemoryMarshal.AsBytes<float>(values));
        }
    }

    public static GoldenFile Read(Stream stream)
    {
        var reader = new BinaryReader(stream);
        byte[] json = reader.ReadBytes(checked((int)reader.ReadUInt64()));
        byte[] data = reader.ReadBytes(checked((int)(stream.Length - stream.Position)));
        var file = new GoldenFile();
        using JsonDocument header = JsonDocument.Parse(json);
        foreach (JsonProperty property in header.RootElement.EnumerateObject())
        {
            if (property.Name == MetadataName)
            {
                foreach (JsonProperty pair in property.Value.EnumerateObject())
                {
                    file.Metadata.Add(pair.Name, pair.Value.GetString()!);
                }

                continue;
            }

            int[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(static size => size.GetInt32())];
            int[] ends = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(static end => end.GetInt32())];
            file.Add(property.Name, shape, MemoryMarshal.Cast<byte, float>(data.AsSpan(ends[0]..ends[1])).ToArray());
        }

        return file;
    }
}
