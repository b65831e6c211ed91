using DropoutGen.Samples.Digits.Data;
using DropoutGen.Samples.Digits.Metrics;
namespace DropoutGen.Samples.Digits.Pictures;
internal static class PictureFolder { public static void Save(string folder, DigitSet test, IReadOnlyList<PairResult> results) {} }
