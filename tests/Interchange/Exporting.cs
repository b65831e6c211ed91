using Microsoft.ML.OnnxRuntime;

namespace DropoutGen.Interchange.Tests;

/// <summary>Exports networks and runs the models in ONNX Runtime.</summary>
internal static class Exporting
{
    /// <summary>A network whose parameters, biases too, are none of the initial ones.</summary>
    public static TNetwork Create<TNetwork>(ulong seed = 1)
        where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(seed);
        var random = new Random((int)seed);
        foreach (ParameterView view in network.Parameters)
        {
            view.CopyFrom([.. view.ToArray().Select(value => value + ((float)random.NextDouble() * 0.2f) - 0.1f)]);
        }

        // Nor are the running moments of a batch normalisation.
        foreach (ParameterView view in network.State.RunningStatistics)
        {
            view.CopyFrom([.. view.ToArray().Select(value => value + ((float)random.NextDouble() * 0.5f))]);
        }

        return network;
    }

    public static byte[] Export<TNetwork>(INetwork<TNetwork> network, OnnxOptions? options = null)
        where TNetwork : class, INetwork<TNetwork>
    {
        using var stream = new MemoryStream();
        network.SaveOnnx(stream, options);
        return stream.ToArray();
    }

    public static InferenceSession Open(byte[] model)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        return new InferenceSession(model, options);
    }

    /// <summary>The model's output for rows x inputs values.</summary>
    public static float[] Run(InferenceSession session, float[] inputs, int rows, string input = "input", string output = "output")
    {
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(inputs, [rows, inputs.Length / rows]);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, [input], [value], [output]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public static float[] Inputs(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 4) - 2))];
    }
}
