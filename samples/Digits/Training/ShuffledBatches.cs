using DropoutGen.Samples.Digits.Data;

namespace DropoutGen.Samples.Digits.Training;

/// <summary>Hands out a set's digits in batches, in a new order each epoch; the last batch may be short.</summary>
internal sealed class ShuffledBatches
{
    private readonly DigitSet _digits;
    private readonly int[] _order;
    private readonly float[] _images;
    private readonly int[] _labels;
    private RandomStream _random;
    private int _next;

    public ShuffledBatches(DigitSet digits, int batchSize, ulong seed)
    {
        _digits = digits;
        _order = [.. Enumerable.Range(0, digits.Count)];
        _images = new float[batchSize * DigitSet.Pixels];
        _labels = new int[batchSize];
        _random = new RandomStream(seed, stream: 0);
        _next = digits.Count;
    }

    public int BatchesPerEpoch => (_digits.Count + _labels.Length - 1) / _labels.Length;

    /// <summary>Copies the next batch together. The spans hold until the next call.</summary>
    public void Next(out ReadOnlySpan<float> images, out ReadOnlySpan<int> labels)
    {
        if (_next == _order.Length)
        {
            Shuffle();
            _next = 0;
        }

        int rows = Math.Min(_labels.Length, _order.Length - _next);
        for (int row = 0; row < rows; row++)
        {
            int digit = _order[_next + row];
            _digits.Image(digit).CopyTo(_images.AsSpan(row * DigitSet.Pixels));
            _labels[row] = _digits.Labels[digit];
        }

        _next += rows;
        images = _images.AsSpan(0, rows * DigitSet.Pixels);
        labels = _labels.AsSpan(0, rows);
    }

    // Fisher, Yates.
    private void Shuffle()
    {
        for (int i = _order.Length - 1; i > 0; i--)
        {
            int other = _random.NextIndex(i + 1);
            (_order[i], _order[other]) = (_order[other], _order[i]);
        }
    }
}
