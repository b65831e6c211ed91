using DropoutGen.CompilerServices;

namespace DropoutGen.Theory;

/// <summary>Mean squares of what the dense layers in front of batch normalisations take.</summary>
internal sealed class SquareMeans(NetworkDefinition definition)
{
    private readonly double[][] _sums =
    [
        .. definition.BatchNorms.Select(normalization =>
            new double[normalization.Product < 0 ? 0 : definition.Parameters[normalization.Product].Inputs]),
    ];

    private long _rows;

    /// <summary>Adds the rows that a pass left in a workspace.</summary>
    public void Add(Workspace workspace, int rows)
    {
        _rows += rows;
        for (int i = 0; i < _sums.Length; i++)
        {
            if (_sums[i].Length == 0)
            {
                continue;
            }

            int buffer = definition.BatchNorms[i].ProductInputs;
            ReadOnlySpan<float> values = workspace.BufferSpan(buffer);
            int stride = workspace.Stride(buffer);
            for (int row = 0; row < rows; row++)
            {
                for (int unit = 0; unit < _sums[i].Length; unit++)
                {
                    double value = values[(row * stride) + unit];
                    _sums[i][unit] += value * value;
                }
            }
        }
    }

    /// <summary>The mean squares in front of a batch normalisation's dense layer; empty where there is none.</summary>
    public double[] Of(int normalization) => Array.ConvertAll(_sums[normalization], sum => sum / _rows);
}
