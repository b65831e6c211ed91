using System.Globalization;
using System.Text;
using DropoutGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DropoutGen.Benchmarks.AnalyzerCost;

/// <summary>
/// A project of many files, the same in each run: business code, with numeric code that draws at random in every tenth
/// file, trainers and sampling in every fiftieth, and a network in every hundredth.
/// </summary>
internal static class GeneratedSolution
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp14);

    // What this program runs on, the library among it.
    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The project's texts, those of the generator among them.</summary>
    public static string[] Texts(int files)
    {
        string[] own = [.. Enumerable.Range(0, files).Select(Text)];
        CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: s_options)
            .RunGeneratorsAndUpdateCompilation(Parse(own), out Compilation output, out _);
        string[] errors = [.. output.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(static diagnostic => diagnostic.ToString())];
        return errors.Length == 0
            ? [.. output.SyntaxTrees.Select(static tree => tree.ToString())]
            : throw new InvalidOperationException($"The project does not compile: {errors[0]}");
    }

    /// <summary>A compilation that knows nothing yet but the parsed texts.</summary>
    public static CSharpCompilation Parse(IEnumerable<string> texts) => CSharpCompilation.Create(
        "Project",
        texts.Select(static text => CSharpSyntaxTree.ParseText(text, s_options)),
        s_references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));

    private static string Text(int file)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"using System;\nusing System.Collections.Generic;\nusing System.Linq;\nusing System.Threading.Tasks;\nusing DropoutGen;\n\nnamespace Project.Part{file % 20};\n\n");
        if (file % 100 == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"[Network(64), Dense(128), Relu, Dropout(0.5), Dense(64), Relu, Dropout(0.25), Dense(10), SoftmaxCrossEntropy]\npublic sealed partial class Network{file};\n\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"public sealed record Order{file}(int Id, string Customer, decimal Amount, DateTime Date);\n\npublic sealed class Service{file}\n{{\n    private readonly Dictionary<int, Order{file}> _orders = [];\n    private readonly List<double> _values = [];\n\n");
        for (int method = 0; method < 6; method++)
        {
            text.Append(Method((file * 7) + method, file, method));
        }

        if (file % 10 == 3)
        {
            text.Append(Numeric);
        }

        if (file % 50 == 0)
        {
            text.Append(Training.Replace("NETWORK", $"Project.Part{file / 100 * 100 % 20}.Network{file / 100 * 100}", StringComparison.Ordinal));
        }

        return text.Append("}\n").ToString();
    }

    private static string Method(int kind, int file, int method) => (kind % 6) switch
    {
        0 => $$"""
                public decimal Total{{method}}(string customer, DateTime since)
                {
                    decimal total = 0;
                    foreach (Order{{file}} order in _orders.Values)
                    {
                        if (order.Customer == customer && order.Date >= since && order.Amount > {{kind % 90}}m)
                        {
                            total += order.Amount * (1 + (order.Id % 3 == 0 ? 0.19m : 0.07m));
                        }
                    }

                    return Math.Round(total, 2);
                }


            """,
        1 => $$"""
                public IReadOnlyList<string> Names{{method}}(int limit) => _orders.Values
                    .Where(order => order.Amount > limit)
                    .GroupBy(order => order.Customer)
                    .OrderByDescending(group => group.Sum(order => order.Amount))
                    .Select(group => $"{group.Key}: {group.Count()} of {{kind}}")
                    .ToList();


            """,
        2 => $$"""
                public async Task<int> Load{{method}}(IEnumerable<string> paths)
                {
                    int count = 0;
                    foreach (string path in paths)
                    {
                        string[] lines = await System.IO.File.ReadAllLinesAsync(path);
                        for (int line = 0; line < lines.Length; line++)
                        {
                            string[] parts = lines[line].Split(';');
                            if (parts.Length == 4 && int.TryParse(parts[0], out int id) && decimal.TryParse(parts[2], out decimal amount))
                            {
                                _orders[id] = new Order{{file}}(id, parts[1].Trim(), amount, DateTime.UnixEpoch.AddDays(id % {{kind + 2}}));
                                count++;
                            }
                        }
                    }

                    return count;
                }


            """,
        3 => $$"""
                public double[] Smooth{{method}}(double[] values, int width)
                {
                    var result = new double[values.Length];
                    for (int i = 0; i < values.Length; i++)
                    {
                        double sum = 0;
                        int from = Math.Max(0, i - width), to = Math.Min(values.Length - 1, i + width);
                        for (int j = from; j <= to; j++)
                        {
                            sum += values[j] * (j == i ? 2 : 1);
                        }

                        result[i] = sum / (to - from + 2);
                    }

                    _values.AddRange(result.Where(value => value > {{kind % 10}}));
                    return result;
                }


            """,
        4 => $$"""
                public string Describe{{method}}(object value) => value switch
                {
                    int number when number > {{kind}} => $"large {number}",
                    int number => number.ToString(),
                    string { Length: > 3 } text => text[..3],
                    Order{{file}} { Amount: > 100 } order => order.Customer,
                    null => throw new ArgumentNullException(nameof(value)),
                    _ => value.GetType().Name,
                };


            """,
        _ => $$"""
                public bool Validate{{method}}(Order{{file}} order, out string error)
                {
                    error = string.Empty;
                    if (order.Id <= 0 || order.Id > {{kind + 1000}})
                    {
                        error = "id";
                    }
                    else if (string.IsNullOrWhiteSpace(order.Customer))
                    {
                        error = "customer";
                    }
                    else if (order.Amount < 0)
                    {
                        error = $"amount {order.Amount}";
                    }

                    return error.Length == 0;
                }


            """,
    };

    private const string Numeric = """
            private static readonly Random s_random = new(1);

            public static void Jitter(double[] values, double amount)
            {
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] += amount * (s_random.NextDouble() - 0.5);
                }
            }

            public static T[] Shuffle<T>(IEnumerable<T> items)
            {
                T[] result = items.ToArray();
                for (int i = result.Length - 1; i > 0; i--)
                {
                    int other = s_random.Next(i + 1);
                    (result[i], result[other]) = (result[other], result[i]);
                }

                return result;
            }

            public static float[] Hidden(float[] values, float[,] weights, float rate)
            {
                var hidden = new float[weights.GetLength(0)];
                for (int unit = 0; unit < hidden.Length; unit++)
                {
                    float sum = 0;
                    for (int i = 0; i < values.Length; i++)
                    {
                        sum += weights[unit, i] * values[i];
                    }

                    hidden[unit] = s_random.NextSingle() < rate ? 0 : Math.Max(0, sum) / (1 - rate);
                }

                return hidden;
            }

        """;

    private const string Training = """
            public static double Train(float[][] inputs, int[][] labels)
            {
                var network = new NETWORK(seed: 1);
                using var trainer = network.CreateTrainer(new Adam());
                double loss = 0;
                for (int epoch = 0; epoch < 10; epoch++)
                {
                    for (int batch = 0; batch < inputs.Length; batch++)
                    {
                        loss += trainer.Step(inputs[batch], labels[batch]);
                    }
                }

                for (int batch = 0; batch < inputs.Length; batch++)
                {
                    loss += network.PredictMonteCarlo(inputs[batch], passes: 50, seed: (ulong)batch).PredictiveEntropy[0];
                }

                return loss;
            }

        """;
}
