using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace DropoutGen;

/// <summary>
/// What the JSON of a safetensors header says, with every single entry checked; not yet how they lie together.
/// </summary>
internal sealed class SafetensorsHeader
{
    public const string MetadataName = "__metadata__";

    private readonly List<SafetensorsEntry> _entries = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    private SafetensorsHeader()
    {
    }

    public IReadOnlyList<SafetensorsEntry> Entries => _entries;

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <exception cref="InvalidSafetensorsException">The header breaks the format.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json[0] != (byte)'{')
        {
            throw new InvalidSafetensorsException(json.IsEmpty
                ? "The header is empty; it must be a JSON object."
                : $"The header must be a JSON object: it starts with the byte 0x{json[0]:X2} instead of '{{'.");
        }

        // The reader lets such bytes pass inside of strings, and names would then differ between readers.
        if (!Utf8.IsValid(json))
        {
            throw new InvalidSafetensorsException($"The header of {json.Length} bytes is not valid UTF-8.");
        }

        var header = new SafetensorsHeader();
        try
        {
            header.ReadObject(json);
        }
        catch (JsonException exception)
        {
            throw new InvalidSafetensorsException($"The header is not valid JSON: {exception.Message}", exception);
        }

        return header;
    }

    private void ReadObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = Text(ref reader);
            reader.Read();
            if (!_names.Add(name))
            {
                throw new InvalidSafetensorsException($"The header names {Quote(name)} twice.");
            }

            if (name == MetadataName)
            {
                ReadMetadata(ref reader);
            }
            else
            {
                _entries.Add(ReadEntry(ref reader, name));
            }
        }

        // Anything but white space behind the object makes this throw.
        reader.Read();
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Require(ref reader, JsonTokenType.StartObject, MetadataName, "an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = Text(ref reader);
            reader.Read();
            Require(ref reader, JsonTokenType.String, $"{MetadataName}, key {Quote(key)}", "a string");
            if (!_metadata.TryAdd(key, Text(ref reader)))
            {
                throw new InvalidSafetensorsException($"{MetadataName} names {Quote(key)} twice.");
            }
        }
    }

    private static SafetensorsEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        string tensor = $"The tensor {Quote(name)}";
        Require(ref reader, JsonTokenType.StartObject, tensor, "an object");
        string? type = null;
        ImmutableArray<long>? shape = null;
        ImmutableArray<long>? offsets = null;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = Text(ref reader);
            reader.Read();
            if (!keys.Add(key))
            {
                throw new InvalidSafetensorsException($"{tensor} has {Quote(key)} twice.");
            }

            switch (key)
            {
                case "dtype":
                    Require(ref reader, JsonTokenType.String, $"{tensor}, dtype", "a string");
                    type = Text(ref reader);
                    break;
                case "shape":
                    shape = ReadNumbers(ref reader, $"{tensor}, shape");
                    break;
                case "data_offsets":
                    offsets = ReadNumbers(ref reader, $"{tensor}, data_offsets");
                    break;
                default:
                    // A later version of the format may say more.
                    reader.Skip();
                    break;
            }
        }

        return SafetensorsEntry.Create(
            name,
            type ?? throw Missing(tensor, "dtype"),
            shape ?? throw Missing(tensor, "shape"),
            offsets ?? throw Missing(tensor, "data_offsets"));
    }

    private static ImmutableArray<long> ReadNumbers(ref Utf8JsonReader reader, string place)
    {
        Require(ref reader, JsonTokenType.StartArray, place, "an array of integers");
        var numbers = ImmutableArray.CreateBuilder<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number))
            {
                throw new InvalidSafetensorsException(
                    $"{place}: {Describe(ref reader)} at position {numbers.Count} is not a 64-bit integer.");
            }

            if (number < 0)
            {
                throw new InvalidSafetensorsException(string.Create(
                    CultureInfo.InvariantCulture, $"{place}: {number} at position {numbers.Count} is negative."));
            }

            numbers.Add(number);
        }

        return numbers.ToImmutable();
    }

    private static void Require(ref Utf8JsonReader reader, JsonTokenType type, string place, string expected)
    {
        if (reader.TokenType != type)
        {
            throw new InvalidSafetensorsException($"{place}: expected {expected}, found {Describe(ref reader)}.");
        }
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            // An escape of half a surrogate pair: the reader finds it only here.
            throw new InvalidSafetensorsException(
                $"The header has a string that is no text: {Describe(ref reader)}.", exception);
        }
    }

    private static string Describe(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String or JsonTokenType.PropertyName => Quote(Encoding.UTF8.GetString(reader.ValueSpan)),
        _ => Shorten(Encoding.UTF8.GetString(reader.ValueSpan)),
    };

    private static InvalidSafetensorsException Missing(string tensor, string key) => new($"{tensor} has no {key}.");

    /// <summary>A name for a message: a hostile file could otherwise fill it.</summary>
    internal static string Quote(string text) => $"'{Shorten(text)}'";

    private static string Shorten(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 80), "…");
}
