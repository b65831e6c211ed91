namespace DropoutGen.Benchmarks.Peers;

/// <summary>A batch of random inputs and targets, the same for everyone.</summary>
internal sealed class Batch
{
    public Batch(NetworkShape shape, int rows)
    {
        var random = new Random(1);
        Rows = rows;
        Inputs = [.. Enumerable.Range(0, rows * shape.Inputs).Select(_ => random.NextSingle())];
        Labels = shape.IsClassifier ? [.. Enumerable.Range(0, rows).Select(_ => random.Next(shape.Outputs))] : [];
        Values = shape.IsClassifier ? [] : [.. Enumerable.Range(0, rows * shape.Outputs).Select(_ => random.NextSingle())];
    }

    public int Rows { get; }

    /// <summary>Rows x inputs values in [0, 1).</summary>
    public float[] Inputs { get; }

    /// <summary>A classifier's targets, one a row.</summary>
    public int[] Labels { get; }

    /// <summary>A regression's targets, rows x outputs.</summary>
    public float[] Values { get; }

    /// <summary><see cref="Labels"/> or <see cref="Values"/>, whichever has that type.</summary>
    public TTarget[] Targets<TTarget>() => (TTarget[])(typeof(TTarget) == typeof(int) ? Labels : (object)Values);
}
