using System.Text;

namespace DropoutGen.RandomNetworks.Tests.Declarations;

/// <summary>The ways to write one list of attributes: lists, lines, names, comments.</summary>
internal static class Spelling
{
    /// <summary>In one of many ways; without a random generator, in the one that the oracle reads.</summary>
    public static string Write(Random? random, IEnumerable<DeclaredLayer> layers)
    {
        var text = new StringBuilder("[");
        bool isFirst = true;
        foreach (DeclaredLayer layer in layers)
        {
            if (!isFirst)
            {
                text.Append(random?.Next(4) switch
                {
                    0 => "]\n[",
                    1 => ",\n    ",
                    2 => " /* then */ , ",
                    _ => ", ",
                });
            }

            isFirst = false;
            text.Append(random is null ? layer.Plain : Write(random, layer));
        }

        return text.Append(']').ToString();
    }

    private static string Write(Random random, DeclaredLayer layer)
    {
        string name = random.Next(6) switch
        {
            0 => "global::DropoutGen." + layer.Name,
            1 => layer.Name + "Attribute",
            _ => layer.Name,
        };
        name += layer.TypeArgument;
        if (layer.Arguments.IsEmpty)
        {
            return name + (random.Next(3) == 0 ? "()" : string.Empty);
        }

        bool isNamed = random.Next(3) == 0;
        return $"{name}({string.Join(", ", layer.Arguments.Select(argument => argument.Write(isPlain: false, isNamed)))})";
    }
}
