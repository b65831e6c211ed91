namespace DropoutGen.CompilerServices;

/// <summary>Arrays of one rule repeated, kept so that a backward pass allocates nothing.</summary>
internal static class GradientRules<TRule>
    where TRule : struct
{
    private static TRule[] s_rules = [];

    public static TRule[] For(int count, TRule rule)
    {
        TRule[] rules = Volatile.Read(ref s_rules);
        if (rules.Length < count)
        {
            rules = new TRule[count];
            Array.Fill(rules, rule);
            Volatile.Write(ref s_rules, rules);
        }

        return rules;
    }
}
