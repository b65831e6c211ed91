using Microsoft.ML.OnnxRuntime;

namespace DropoutGen.Benchmarks.Peers.Onnx;

/// <summary>Predictions by ONNX Runtime, over bound buffers.</summary>
internal sealed class OnnxInference : Contender
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _input;
    private readonly OrtValue _output;

    public OnnxInference(NetworkCase network, Batch batch, int threads)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        };
        NetworkShape shape = network.Shape;
        _session = new InferenceSession(network.OnnxModel(batch.Rows), options);
        Outputs = new float[batch.Rows * shape.Outputs];
        _input = OrtValue.CreateTensorValueFromMemory(batch.Inputs, [batch.Rows, shape.Inputs]);
        _output = OrtValue.CreateTensorValueFromMemory(Outputs, [batch.Rows, shape.Outputs]);
        var names = new OnnxOptions();
        _binding = _session.CreateIoBinding();
        _binding.BindInput(names.InputName, _input);
        _binding.BindOutput(names.OutputName, _output);
    }

    /// <summary>Where predictions go, rows x outputs.</summary>
    public float[] Outputs { get; }

    /// <summary>Loads the library.</summary>
    /// <returns>Null, or why it does not load.</returns>
    public static string? Load()
    {
        try
        {
            OrtEnv.Instance().GetAvailableProviders();
            return null;
        }
        // Whatever a loader throws.
        catch (Exception exception)
        {
            return $"does not load: {exception.GetBaseException().Message.Split('\n')[0].Trim()}";
        }
    }

    public override void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _session.RunWithBinding(_options, _binding);
        }
    }

    public override void Dispose()
    {
        _binding.Dispose();
        _input.Dispose();
        _output.Dispose();
        _options.Dispose();
        _session.Dispose();
    }
}
