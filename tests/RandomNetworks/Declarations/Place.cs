using System.Collections.Immutable;

namespace DropoutGen.RandomNetworks.Tests.Declarations;

/// <summary>Where a network's class stands, and what it is called.</summary>
/// <param name="Namespace">Empty for the global one.</param>
/// <param name="Containers">Types around it, outermost first, as kind and name.</param>
/// <param name="Modifiers">Of the class, without partial.</param>
/// <param name="Name">Of the class, with @ if it needs one.</param>
/// <param name="Body">Members of its own, in braces, or a semicolon.</param>
internal sealed record Place(
    string Namespace, ImmutableArray<(string Kind, string Name)> Containers, string Modifiers, string Name, string Body)
{
    private static readonly string[] s_names =
        ["Net", "Iğdır", "ıIiİ", "@class", "@record", "@partial", "Réseau", "网络", "Dense", "Trainer", "_", "Relu", "System", "Infer"];

    private static readonly string[] s_kinds =
        ["class", "sealed class", "static class", "abstract class", "struct", "readonly struct", "ref struct", "record", "record struct", "interface"];

    private static readonly string[] s_bodies =
    [
        ";",
        "{ }",
        "{ /// <summary>Own.</summary>\npublic int Own => checked(3 * 5); }",
        "{ private int _own = 3; internal int Own { get => _own++; set => _own = value; } }",
    ];

    /// <summary>The name that reflection finds it by.</summary>
    public string MetadataName => string.Concat(
        Namespace.Length == 0 ? string.Empty : Namespace + ".",
        string.Concat(Containers.Select(static container => container.Name + "+")),
        Name.TrimStart('@'));

    /// <summary>A class of its own name in the global namespace.</summary>
    public static Place Plain(int seed) => new(string.Empty, [], "public sealed", FormattableString.Invariant($"Net{seed}"), ";");

    public static Place Draw(Random random, int seed)
    {
        bool isGlobal = random.Next(3) == 0;
        string name = s_names[random.Next(s_names.Length)];
        string unique = FormattableString.Invariant($"{seed}");
        var containers = ImmutableArray.CreateBuilder<(string Kind, string Name)>();
        for (int depth = random.Next(2) == 0 ? 0 : random.Next(1, 4); depth > 0; depth--)
        {
            containers.Add((s_kinds[random.Next(s_kinds.Length)], FormattableString.Invariant($"Outer{seed}_{depth}")));
        }

        // A name of the global namespace must be nobody else's.
        bool isTop = isGlobal && containers.Count == 0;
        return new Place(
            isGlobal ? string.Empty : (random.Next(2) == 0 ? "N" : "Ünï.İçeri.N") + unique,
            containers.ToImmutable(),
            (containers.Count, random.Next(3)) switch
            {
                (_, 0) => "public",
                (0, _) => "internal sealed",
                (_, 1) => "private sealed",
                _ => "internal",
            },
            isTop ? name.TrimStart('@') + unique : name,
            s_bodies[random.Next(s_bodies.Length)]);
    }

    /// <summary>The class with its attributes, in a file of its own.</summary>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="beside">Other types of the file.</param>
    public string Declare(string attributes, string beside = "")
    {
        string text = $"/// <summary>Drawn.</summary>\n{attributes}\n{Modifiers} partial class {Name}{(Body == ";" ? Body : " " + Body)}\n";
        foreach ((string kind, string name) in Containers.Reverse())
        {
            int at = kind.LastIndexOf(kind.Contains("record", StringComparison.Ordinal) ? "record" : kind.Split(' ')[^1], StringComparison.Ordinal);
            string partial = kind.Insert(at, "partial ");
            text = $"/// <summary>Around it.</summary>\npublic {partial} {name}\n{{\n{text}}}\n";
        }

        text += beside;
        return Namespace.Length == 0 ? $"using DropoutGen;\n{text}" : $"namespace {Namespace}\n{{\nusing DropoutGen;\n{text}}}\n";
    }
}
