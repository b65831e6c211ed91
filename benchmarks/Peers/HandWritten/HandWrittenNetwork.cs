using System.Numerics.Tensors;

namespace DropoutGen.Benchmarks.Peers.HandWritten;

/// <summary>
/// What one writes by hand with TensorPrimitives: row by row, a dot product for each unit on the way forward, scaled rows
/// added on the way back.
/// </summary>
internal sealed class HandWrittenNetwork
{
    private readonly NetworkShape _shape;
    private readonly float[][] _weights;
    private readonly float[][] _biases;
    private readonly float[][] _weightGradients;
    private readonly float[][] _biasGradients;

    // Of one row: the values behind each layer, and the loss's derivative by them. The first are the inputs.
    private readonly float[][] _values;
    private readonly float[][] _gradients;
    private readonly Random _random = new(7);

    public HandWrittenNetwork(NetworkCase network)
    {
        NetworkShape shape = network.Shape;
        ParameterCollection parameters = network.Parameters();
        _shape = shape;
        _weights = [.. Enumerable.Range(0, shape.Layers).Select(layer => parameters[2 * layer].ToArray())];
        _biases = [.. Enumerable.Range(0, shape.Layers).Select(layer => parameters[(2 * layer) + 1].ToArray())];
        _weightGradients = [.. _weights.Select(static weight => new float[weight.Length])];
        _biasGradients = [.. _biases.Select(static bias => new float[bias.Length])];
        _values = [.. shape.Sizes.Select(static size => new float[size])];
        _gradients = [.. shape.Sizes.Select(static size => new float[size])];
    }

    /// <summary>Weight and bias of each layer.</summary>
    public IEnumerable<float[]> Parameters => _weights.Zip(_biases, static (weight, bias) => new[] { weight, bias }).SelectMany(static pair => pair);

    /// <summary>Predicts one row, through fresh dropout masks unless the rate is 0.</summary>
    public void Predict(ReadOnlySpan<float> input, Span<float> output, double rate)
    {
        input.CopyTo(_values[0]);
        Forward((float)rate);
        if (_shape.IsClassifier)
        {
            TensorPrimitives.SoftMax(_values[^1], output);
        }
        else
        {
            _values[^1].CopyTo(output);
        }
    }

    /// <summary>One step of gradient descent.</summary>
    public void Step(Batch batch, double rate, float learningRate)
    {
        for (int row = 0; row < batch.Rows; row++)
        {
            batch.Inputs.AsSpan(row * _shape.Inputs, _shape.Inputs).CopyTo(_values[0]);
            Forward((float)rate);
            SetOutputGradient(batch, row);
            Backward((float)rate);
        }

        for (int layer = 0; layer < _shape.Layers; layer++)
        {
            Descend(_weights[layer], _weightGradients[layer], learningRate);
            Descend(_biases[layer], _biasGradients[layer], learningRate);
        }
    }

    private static void Descend(float[] parameter, float[] gradient, float learningRate)
    {
        TensorPrimitives.MultiplyAdd(gradient, -learningRate, parameter, parameter);
        gradient.AsSpan().Clear();
    }

    private void Forward(float rate)
    {
        for (int layer = 0; layer < _shape.Layers; layer++)
        {
            float[] from = _values[layer];
            float[] to = _values[layer + 1];
            for (int unit = 0; unit < to.Length; unit++)
            {
                to[unit] = TensorPrimitives.Dot(from, _weights[layer].AsSpan(unit * from.Length, from.Length)) + _biases[layer][unit];
            }

            if (layer < _shape.Layers - 1)
            {
                TensorPrimitives.Max(to, 0f, to);
                Drop(to, rate);
            }
        }
    }

    private void Drop(float[] values, float rate)
    {
        if (rate == 0f)
        {
            return;
        }

        float scale = 1f / (1f - rate);
        for (int unit = 0; unit < values.Length; unit++)
        {
            values[unit] = _random.NextSingle() < rate ? 0f : values[unit] * scale;
        }
    }

    // Softmax less one at the label, or the difference: of the mean over rows, and of squares over outputs too.
    private void SetOutputGradient(Batch batch, int row)
    {
        float[] gradient = _gradients[^1];
        if (_shape.IsClassifier)
        {
            TensorPrimitives.SoftMax(_values[^1], gradient);
            gradient[batch.Labels[row]] -= 1f;
            TensorPrimitives.Multiply(gradient, 1f / batch.Rows, gradient);
        }
        else
        {
            TensorPrimitives.Subtract(_values[^1], batch.Values.AsSpan(row * _shape.Outputs, _shape.Outputs), gradient);
            TensorPrimitives.Multiply(gradient, 2f / (batch.Rows * _shape.Outputs), gradient);
        }
    }

    private void Backward(float rate)
    {
        for (int layer = _shape.Layers - 1; layer >= 0; layer--)
        {
            float[] from = _values[layer];
            float[] gradient = _gradients[layer + 1];
            float[] fromGradient = _gradients[layer];
            fromGradient.AsSpan().Clear();
            TensorPrimitives.Add(_biasGradients[layer], gradient, _biasGradients[layer]);
            for (int unit = 0; unit < gradient.Length; unit++)
            {
                // Behind a ReLU many are zero.
                if (gradient[unit] == 0f)
                {
                    continue;
                }

                Span<float> weightGradient = _weightGradients[layer].AsSpan(unit * from.Length, from.Length);
                TensorPrimitives.MultiplyAdd(from, gradient[unit], weightGradient, weightGradient);
                if (layer > 0)
                {
                    TensorPrimitives.MultiplyAdd(
                        _weights[layer].AsSpan(unit * from.Length, from.Length), gradient[unit], fromGradient, fromGradient);
                }
            }

            // A value above zero was active and kept.
            float scale = 1f / (1f - rate);
            for (int unit = 0; layer > 0 && unit < from.Length; unit++)
            {
                fromGradient[unit] = from[unit] > 0f ? fromGradient[unit] * scale : 0f;
            }
        }
    }
}
