using System.Globalization;
using DropoutGen.Golden;
using TorchSharp;

namespace DropoutGen.Benchmarks.Peers.Golden;

/// <summary>Records what libtorch computes for the cases of the tests, one file each.</summary>
internal sealed class GoldenRecorder(string folder) : IGoldenVisitor
{
    private GoldenCase _case = GoldenCases.All[0];

    /// <summary>Records all cases and prints a line for each.</summary>
    public static void Run(string folder)
    {
        Directory.CreateDirectory(folder);
        var recorder = new GoldenRecorder(folder);
        foreach (GoldenCase golden in GoldenCases.All)
        {
            recorder._case = golden;
            golden.Visit(recorder);
        }
    }

    public void Visit<TNetwork, TTarget, TRule>(TRule rule)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
        where TRule : struct, IUpdateRule<TRule>
    {
        // A value next to a kink takes one side in double precision and may take the other in single: such data are passed over.
        for (int seed = 1; ; seed++)
        {
            using var training = new GoldenTraining<TNetwork, TTarget, TRule>(_case, rule, seed);
            GoldenFile file = training.Run();
            if (training.KinkDistance < GoldenTraining.KinkMargin)
            {
                continue;
            }

            Describe(file, seed);
            string path = Path.Combine(folder, _case.Name + ".safetensors");
            using FileStream stream = File.Create(path);
            file.Write(stream);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: seed {seed}, losses {file["losses"][0]:0.0000} to {file["losses"][^1]:0.0000}, {stream.Length} bytes"));
            return;
        }
    }

    private static void Describe(GoldenFile file, int seed)
    {
        file.Metadata["producer"] = "benchmarks/Peers --golden";
        file.Metadata["library"] = $"libtorch {torch.__version__} by TorchSharp {typeof(torch).Assembly.GetName().Version}, in double precision";
        file.Metadata["seed"] = seed.ToString(CultureInfo.InvariantCulture);
    }
}
