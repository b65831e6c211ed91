using DropoutGen.RandomNetworks.Tests.Declarations;

namespace DropoutGen.RandomNetworks.Tests.Garbage;

/// <summary>Declarations whose layers, arguments and class are anything that an attribute list takes.</summary>
internal static class GarbageArguments
{
    private static readonly string[] s_values =
    [
        "double.NaN", "double.PositiveInfinity", "double.NegativeInfinity", "double.Epsilon", "float.NaN", "-0.0", "1e308", "-1e308",
        "0", "1", "-1", "7", "-7", "65536", "65537", "int.MaxValue", "int.MinValue", "long.MaxValue", "uint.MaxValue", "1UL", "'c'", "(byte)3", "1.5m",
        "null", "default", "\"\"", "\"text\"", "\"a: 0-3\"", "\"a: 9-1\"", "\"a: 99999999999\"", "\":\"", "true", "typeof(int)", "typeof(Missing)",
        "nameof(Missing)", "new[] { 1 }", "new double[] { }", "new string[] { null! }", "new object[] { 1, \"a\" }", "[1, 2]", "Missing", "Missing.Value", "1 / 0", "checked(int.MaxValue + 1)",
        "(DropoutScaling)(-5)", "DropPathSchedule.Linear", "(DropPathSchedule)7", "(DropoutScaling)99", "DropoutScaling.None", "(Initialization)(-1)", "Initialization.He", "DropoutScaling.Missing", "() => 1", "0.5", "0.5f", "sizeof(int)", "",
    ];

    private static readonly string[] s_names =
        ["units", "rate", "Bias", "Scaling", "Initialization", "alpha", "beta", "negativeSlope", "inputs", "TypeId", "missing", "Units", "Rate", "class", "Repeat", "DropPath", "DropPathSchedule", "DropPathScaling", "DropPathRowsPerMask"];

    private static readonly string[] s_classes =
    [
        "public sealed partial class Net;", "partial class Net { }", "class Net { }", "public partial struct Net;", "partial record Net;", "static partial class Net { }",
        "abstract partial class Net { }", "partial class Net<T>;", "file partial class Net;", "partial class Net(int a) { int A => a; }", "partial interface Net { }",
        "enum Net { A }", "delegate void Net();", "partial class Net : Missing;", "partial class Net : Net;", "partial class Net { partial class Net { } }",
        "class Outer { partial class Net; }", "partial class Outer<T> { partial class Net { } }", "partial class Net { public required int A; }",
        "partial class Net { public int Parameters; int Predict; } ", "partial class Net; partial class Net { }", "class Net;\nclass Net { }", "partial class",
        "partial class Net : Outer; class Outer { protected Outer(int a) { } }", "public ref partial struct Net { }", "partial record struct Net(int A);",
        "extension(int a) { }", "void Net() { }", "int Net;", "namespace Net { }", "",
    ];

    private static readonly string[] s_blocks =
        ["Residual<A>", "Residual<B>", "Repeat<A>", "Repeat<B>", "Residual<Net>", "Repeat<string>", "Residual<Missing>", "Repeat<int[]>", "Residual<int>", "Residual<A, B>", "Repeat<>"];

    public static string Draw(Random random)
    {
        string[] layers = [.. LayerTable.All.Select(static entry => entry.Name), .. s_blocks, "Block", "Network", "Missing", "Obsolete", "Serializable"];
        IEnumerable<string> attributes = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Attribute(random, layers[random.Next(layers.Length)]));
        string network = random.Next(5) == 0 ? Attribute(random, "Network") : "Network(4)";
        string loss = random.Next(3) == 0 ? string.Empty : ", SoftmaxCrossEntropy";
        string type = s_classes[random.Next(3) == 0 ? random.Next(s_classes.Length) : 0];
        string blocks = random.Next(3) == 0
            ? $"[Block, {Attribute(random, layers[random.Next(layers.Length)])}] class A; [Block, {Attribute(random, layers[random.Next(layers.Length)])}] class B;\n"
            : "[Block, Relu] class A; [Block, Residual<A>] class B;\n";
        return $"using System;\nusing DropoutGen;\n[{network}, {string.Join(", ", attributes)}{loss}]\n{type}\n{blocks}";
    }

    private static string Attribute(Random random, string name)
    {
        int count = random.Next(4);
        if (count == 3)
        {
            return name;
        }

        return $"{name}({string.Join(", ", Enumerable.Range(0, count + 1).Select(_ => Argument(random)))})";
    }

    private static string Argument(Random random)
    {
        string value = s_values[random.Next(s_values.Length)];
        string name = s_names[random.Next(s_names.Length)];
        return random.Next(6) switch { 0 => $"{name}: {value}", 1 => $"{name} = {value}", _ => value };
    }
}
