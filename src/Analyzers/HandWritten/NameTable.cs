using Microsoft.CodeAnalysis;

namespace DropoutGen.Analyzers.HandWritten;

/// <summary>Gives each name an arbitrary number in (0.1, 0.4): the same name the same number.</summary>
internal sealed class NameTable
{
    private readonly Dictionary<string, double> _amounts = new(StringComparer.Ordinal);
    private readonly Dictionary<ISymbol, string> _keys = new(SymbolEqualityComparer.Default);

    public Number Of(ISymbol symbol)
    {
        if (!_keys.TryGetValue(symbol, out string? key))
        {
            key = symbol.Name + "#" + _keys.Count;
            _keys.Add(symbol, key);
        }

        return Of(key);
    }

    public Number Of(string key)
    {
        // Parameters of one name in two methods are two names of one amount.
        string name = Plain(key);
        if (!_amounts.TryGetValue(name, out double amount))
        {
            // Multiples of an irrational number, so that sums and products of names do not meet by chance.
            double multiple = (_amounts.Count + 1) * 0.6180339887498949;
            amount = 0.1 + (0.3 * (multiple - Math.Floor(multiple)));
            _amounts.Add(name, amount);
        }

        return new Number(amount, [key]);
    }

    /// <summary>A key without what tells symbols of one name apart.</summary>
    public static string Plain(string key) => key.Split('#')[0];
}
