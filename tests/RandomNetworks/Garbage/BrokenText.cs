using DropoutGen.RandomNetworks.Tests.Declarations;

namespace DropoutGen.RandomNetworks.Tests.Garbage;

/// <summary>Valid files made invalid: cut off, with pieces missing, doubled, moved or in between, as while somebody types.</summary>
internal static class BrokenText
{
    private const int MostLayers = 4;

    private static readonly string[] s_pieces =
    [
        "[", "]", "(", ")", "{", "}", "<", ">", ",", ";", ":", "=", ".", "\"", "'", "/*", "*/", "//", "///", "#if X", "#endif", "#pragma warning disable", "@", "$\"{",
        "partial ", "class ", "record ", "struct ", "file ", "static ", "namespace ", "using ", "global::", "where T : ", "DropoutGen", "Dense(", "Network", "Dropout(0.",
        "0x", "1e", "-", "\0", "\u2028", "\ud800", "İ", "\t\r\n", "default", "null", "new()", "=>", "/// <summary>", "unsafe ", "async ", "out ", "params ", "?", "!", "~",
    ];

    public static string Draw(Random random)
    {
        // Short ones: what is generated for the rest of a long one is the same, and takes time.
        DeclaredNetwork network = DeclaredNetwork.Draw(random.Next());
        while (network.Layers.Length > MostLayers)
        {
            network = DeclaredNetwork.Draw(random.Next());
        }

        string text = network.Source;
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            text = Change(random, text);
        }

        return text;
    }

    /// <summary>One change: a piece goes, comes twice, moves, or another one comes in between.</summary>
    public static string Change(Random random, string text)
    {
        int at = random.Next(text.Length + 1);
        int length = Math.Min(text.Length - at, random.Next(4) == 0 ? random.Next(60) : random.Next(6));
        string piece = text.Substring(at, length);
        string rest = text.Remove(at, length);
        return random.Next(6) switch
        {
            0 => text[..at],
            1 => rest,
            2 => text.Insert(at, piece),
            3 => rest.Insert(random.Next(rest.Length + 1), piece),
            4 => text.Insert(at, s_pieces[random.Next(s_pieces.Length)]),
            _ => rest.Insert(at, s_pieces[random.Next(s_pieces.Length)]),
        };
    }
}
