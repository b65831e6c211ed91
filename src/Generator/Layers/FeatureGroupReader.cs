using System.Globalization;

namespace DropoutGen.Generator.Layers;

/// <summary>Reads features written as <c>name: columns</c>, where columns are numbers and ranges: <c>city: 1-5, 9</c>.</summary>
internal static class FeatureGroupReader
{
    private const string Argument = "features";

    // What an attribute could hold is no more; the inputs themselves are checked with the sizes.
    private const int MostColumns = 65536;

    public static List<FeatureGroup> Read(LayerArguments arguments)
    {
        var features = new List<FeatureGroup>();
        var owners = new Dictionary<int, string>();
        IReadOnlyList<string?> texts = arguments.Texts(Argument);
        if (texts.Count == 0 && !arguments.IsBroken)
        {
            arguments.Report(Argument, "names no feature; write one as \"name: columns\", for example \"city: 1-5\"");
        }

        foreach (string? text in texts)
        {
            if (Parse(text) is not { } feature)
            {
                arguments.Report(
                    Argument, $"has \"{text}\"; a feature is written \"name: columns\", for example \"city: 1-5\" or \"size: 0, 6\"");
                continue;
            }

            if (features.Any(other => other.Name == feature.Name))
            {
                arguments.Report(Argument, $"has the name \"{feature.Name}\" twice");
                continue;
            }

            foreach (int column in feature.Columns)
            {
                if (owners.TryGetValue(column, out string? owner))
                {
                    arguments.Report(Argument, string.Format(
                        CultureInfo.InvariantCulture, "has column {0} twice, in \"{1}\" and in \"{2}\"", column, owner, feature.Name));
                    break;
                }

                owners.Add(column, feature.Name);
            }

            features.Add(feature);
        }

        return features;
    }

    private static FeatureGroup? Parse(string? text)
    {
        int colon = text?.LastIndexOf(':') ?? -1;
        string name = colon < 0 ? string.Empty : text!.Substring(0, colon).Trim();
        if (name.Length == 0 || name.Any(static character => char.IsControl(character) || character is '\u2028' or '\u2029'))
        {
            return null;
        }

        var columns = new List<int>();
        foreach (string part in text!.Substring(colon + 1).Split(','))
        {
            string[] ends = part.Split('-');
            if (ends.Length > 2 || Column(ends[0]) is not { } first || Column(ends[ends.Length - 1]) is not { } last || last < first)
            {
                return null;
            }

            columns.AddRange(Enumerable.Range(first, last - first + 1));
        }

        columns.Sort();
        return new FeatureGroup(name, Model.EquatableArray.ToEquatableArray(columns), text);
    }

    private static int? Column(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int column) && column < MostColumns ? column : null;
}
