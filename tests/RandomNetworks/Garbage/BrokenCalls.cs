using System.Text.RegularExpressions;

namespace DropoutGen.RandomNetworks.Tests.Garbage;

/// <summary>Code that calls networks, or draws its own masks, as it should not: the sample of all rules, broken as while somebody types.</summary>
internal static partial class BrokenCalls
{
    private static readonly string[] s_files = [Declaration().Replace(Sample("Calls"), string.Empty), Sample("HandWritten"), Sample("Torch")];

    /// <summary>What the code is about: a network, and the part of TorchSharp that it uses.</summary>
    public static string[] Companions { get; } =
    [
        "global using System;\nglobal using System.Linq;\nglobal using DropoutGen;\n",
        "namespace DropoutGen.Samples.Hazards;\n\n[Network(4), Dense(3), Relu, Dropout(0.5), Dense(10), SoftmaxCrossEntropy]\npublic sealed partial class Digits;\n",
        Sample("TorchSharp"),
    ];

    /// <summary>The files as they are.</summary>
    public static IReadOnlyList<string> Whole => s_files;

    public static string Draw(Random random)
    {
        string text = s_files[random.Next(s_files.Length)];
        for (int change = random.Next(1, 3); change > 0; change--)
        {
            text = BrokenText.Change(random, text);
        }

        return text;
    }

    private static string Sample(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Hazards", $"{name}.cs"));

    [GeneratedRegex(@"\[Network\(.*?class Digits;\s*", RegexOptions.Singleline)]
    private static partial Regex Declaration();
}
