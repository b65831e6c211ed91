using System.Globalization;
using Microsoft.CodeAnalysis;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Layers;

/// <summary>The arguments of one attribute, read by name, with the faults found in them.</summary>
internal sealed class LayerArguments(string title, FaultPlace place, int ordinal, List<Fault> faults)
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    /// <summary>Whether the compiler itself objects to an argument.</summary>
    public bool IsBroken { get; private set; }

    public static LayerArguments Read(AttributeData attribute, string title, FaultPlace place, int ordinal, List<Fault> faults)
    {
        var arguments = new LayerArguments(title, place, ordinal, faults);
        IMethodSymbol? constructor = attribute.AttributeConstructor;
        if (constructor is null || constructor.Parameters.Length != attribute.ConstructorArguments.Length)
        {
            arguments.IsBroken = true;
            return arguments;
        }

        for (int i = 0; i < constructor.Parameters.Length; i++)
        {
            arguments.Add(constructor.Parameters[i].Name, attribute.ConstructorArguments[i]);
        }

        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
        {
            arguments.Add(named.Key, named.Value);
        }

        return arguments;
    }

    /// <summary>The block that the attribute names.</summary>
    public BlockModel Block { get; set; } = BlockModel.Unknown;

    /// <summary>Whether an argument is given.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>An integer in [minimum, maximum]; outside it a fault, and the nearest bound.</summary>
    public int Integer(string name, int minimum, int maximum, int? fallback = null)
    {
        int value = _values.TryGetValue(name, out object? given) && given is int number ? number : fallback ?? minimum;
        if (value >= minimum && value <= maximum)
        {
            return value;
        }

        Report(name, Invariant($"is {value}; it must be {minimum} to {maximum}"));
        return value < minimum ? minimum : maximum;
    }

    /// <summary>A real number that satisfies a condition; otherwise a fault, and the fallback.</summary>
    public double Real(string name, double fallback, Func<double, bool> accepts, string requirement)
    {
        double value = _values.TryGetValue(name, out object? given) && given is double number ? number : fallback;
        if (accepts(value))
        {
            return value;
        }

        Report(name, Invariant($"is {value}; it must be {requirement}"));
        return fallback;
    }

    /// <summary>One or more real numbers that each satisfy a condition; a fault for each that does not, and if there is none.</summary>
    public List<double> Reals(string name, Func<double, bool> accepts, string requirement)
    {
        double[] values = _values.TryGetValue(name, out object? given) && given is object?[] items ? [.. items.OfType<double>()] : [];
        if (values.Length == 0 && !IsBroken)
        {
            Report(name, Invariant($"is empty; it must have at least one value, {requirement}"));
        }

        foreach (double value in values.Where(value => !accepts(value)))
        {
            Report(name, Invariant($"has {value}; it must be {requirement}"));
        }

        return [.. values.Where(accepts)];
    }

    /// <summary>The texts of an argument that takes any number of them.</summary>
    public IReadOnlyList<string?> Texts(string name) =>
        _values.TryGetValue(name, out object? given) && given is object?[] items ? [.. items.Select(static item => item as string)] : [];

    public bool Flag(string name, bool fallback) =>
        _values.TryGetValue(name, out object? given) && given is bool value ? value : fallback;

    /// <summary>An enumeration's value among the defined ones 0 to count - 1; outside it a fault.</summary>
    public TEnum Choice<TEnum>(string name, int count)
        where TEnum : struct, Enum
    {
        int value = _values.TryGetValue(name, out object? given) && given is int number ? number : 0;
        if (value >= 0 && value < count)
        {
            return (TEnum)Enum.ToObject(typeof(TEnum), value);
        }

        Report(name, Invariant($"is {value}, which {typeof(TEnum).Name} does not define"));
        return default;
    }

    public static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Says what is wrong with an argument; the message goes on behind its name.</summary>
    public void Report(string name, string message) =>
        faults.Add(new Fault("DG0004", place, ordinal, name, $"{title}: {name} {message}"));

    private void Add(string name, TypedConstant constant)
    {
        if (constant.Kind == TypedConstantKind.Error)
        {
            IsBroken = true;
            return;
        }

        _values[name] = constant.Kind != TypedConstantKind.Array ? constant.Value
            : constant.IsNull ? null
            : constant.Values.Select(static value => value.Value).ToArray();
    }
}
