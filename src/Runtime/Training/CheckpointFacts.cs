using System.Globalization;

namespace DropoutGen;

/// <summary>
/// What must be the same where a checkpoint is made and where it is restored: each fact with its place in the metadata, its
/// name for a message, and its value.
/// </summary>
internal sealed class CheckpointFacts
{
    private readonly List<(string Key, string Label, string Value)> _facts = [];

    public void Add(string key, string label, IFormattable? value) =>
        Add(key, label, value is null ? "none" : value.ToString(null, CultureInfo.InvariantCulture));

    public void Add(string key, string label, string value) => _facts.Add((key, label, value));

    public void AddTo(SafetensorsContent content)
    {
        foreach ((string key, _, string value) in _facts)
        {
            content.Add(key, value);
        }
    }

    /// <summary>Refuses a checkpoint with other facts.</summary>
    /// <param name="file">The checkpoint.</param>
    /// <param name="here">What these facts are of, for the message.</param>
    /// <exception cref="CheckpointMismatchException">Something differs; the message states both.</exception>
    public void Require(SafetensorsFile file, string here)
    {
        foreach ((string key, string label, string value) in _facts)
        {
            string made = file.Metadata.TryGetValue(key, out string? text) ? text : "not stated";
            if (made != value)
            {
                throw new CheckpointMismatchException(
                    $"In the checkpoint {label} is {SafetensorsHeader.Quote(made)}, in {here} '{value}'.");
            }
        }
    }
}
