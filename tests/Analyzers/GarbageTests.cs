using DropoutGen.TestSupport.GeneratorHarness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DropoutGen.Analyzers.Tests;

/// <summary>Half-typed and mangled declarations, as an editor sees them: neither generator nor analyzers may fail.</summary>
public sealed class GarbageTests
{
    private static readonly string[] s_tokens =
    [
        "Network", "Dense", "Relu", "Dropout", "Softplus", "SoftmaxCrossEntropy", "(", ")", "[", "]", ",", "=", "4", "-1", "0.5",
        "double.NaN", "int.MaxValue", "1e308", "null", "\"text\"", "typeof(int)", "units:", "Bias = 1", "Scaling =", "default",
        "partial", "class", "struct", "record", "Net", "<T>", ";", "{", "}", "new[] { 1 }", "(DropoutScaling)(-5)",
    ];

    [Fact]
    public async Task Never_fails()
    {
        var random = new Random(20260101);
        for (int attempt = 0; attempt < 300; attempt++)
        {
            List<string> words = [.. "[ Network ( 4 ) , Dense ( 8 ) , Relu , Dropout ( 0.5 , Scaling = DropoutScaling.None ) , Dense ( 2 ) , SoftmaxCrossEntropy ] public partial class Net { }".Split(' ')];
            for (int change = random.Next(1, 5); change > 0; change--)
            {
                int at = random.Next(words.Count);
                switch (random.Next(3))
                {
                    case 0:
                        words.RemoveAt(at);
                        break;
                    case 1:
                        words.Insert(at, s_tokens[random.Next(s_tokens.Length)]);
                        break;
                    default:
                        words[at] = s_tokens[random.Next(s_tokens.Length)];
                        break;
                }
            }

            string source = Code.Using + string.Join(' ', words);
            try
            {
                // A failing generator or analyzer throws here; what else is wrong with the source is the compiler's affair.
                await AnalyzerRun.Diagnostics(source);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Attempt {attempt}: {source}", exception);
            }
        }
    }
}
