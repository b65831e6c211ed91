namespace DropoutGen;

/// <summary>What an ONNX model is to compute, and how its input and output are called.</summary>
public sealed record OnnxOptions
{
    private readonly int? _rows;
    private readonly string _inputName = "input";
    private readonly string _outputName = "output";

    /// <summary>
    /// Whether the model draws dropout masks at each run, as training does: for Monte-Carlo sampling elsewhere. The masks
    /// are the other runtime's own, not those of <c>PredictMonteCarlo</c>. Otherwise the model predicts without dropout.
    /// </summary>
    public bool Sampling { get; init; }

    /// <summary>Whether the model ends with the logits, as <c>PredictLogits</c>, and not with what <c>Predict</c> returns.</summary>
    public bool Logits { get; init; }

    /// <summary>Number of rows that the model takes, 1 or more; null for a model that takes any number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? Rows
    {
        get => _rows;
        init
        {
            if (value is < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "A model takes 1 row or more.");
            }

            _rows = value;
        }
    }

    /// <summary>Name of the input, rows x inputs floats.</summary>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public string InputName
    {
        get => _inputName;
        init
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            _inputName = value;
        }
    }

    /// <summary>Name of the output, rows x outputs floats.</summary>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public string OutputName
    {
        get => _outputName;
        init
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            _outputName = value;
        }
    }
}
