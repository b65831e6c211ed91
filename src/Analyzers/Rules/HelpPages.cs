namespace DropoutGen.Analyzers.Rules;

/// <summary>Where the rules' pages are.</summary>
internal static class HelpPages
{
    private const string Pages = "https://github.com/dropoutgen/dropoutgen/blob/main/docs/rules/";

    public static string Link(string id) => Pages + id + ".md";
}
