using DropoutGen.CompilerServices;

namespace DropoutGen.Theory;

/// <summary>Mean squares of what the dense layer in front of a batch normalisation takes.</summary>
internal sealed class SquareMeans(NetworkDefinition definition, int normalization)
{
    private readonly BatchNormDefinition _normalization = definition.BatchNorms[normalization];
    private readonly double[] _sums = new double[Inputs(definition, normalization)];
    private long _rows;

    /// <summary>Adds the rows that a pass left in a workspace.</summary>
    public void Add(Workspace workspace, int rows)
    {
        if (_sums.Length == 0)
        {
            return;
        }

        _rows += rows;
        ReadOnlySpan<float> values = workspace.BufferSpan(_normalization.ProductInputs);
        int stride = workspace.Stride(_normalization.ProductInputs);
        for (int row = 0; row < rows; row++)
        {
            for (int unit = 0; unit < _sums.Length; unit++)
            {
                double value = values[(row * stride) + unit];
                _sums[unit] += value * value;
            }
        }
    }

    /// <summary>The mean squares; empty without a dense layer.</summary>
    public double[] Values() => Array.ConvertAll(_sums, sum => sum / _rows);

    private static int Inputs(NetworkDefinition definition, int normalization) =>
        definition.BatchNorms[normalization].Product is >= 0 and var product ? definition.Parameters[product].Inputs : 0;
}
