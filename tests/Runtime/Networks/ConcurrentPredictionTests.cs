namespace DropoutGen.Runtime.Tests.Networks;

public sealed class ConcurrentPredictionTests
{
    [Fact]
    public void Threads_that_predict_at_once_get_what_one_gets()
    {
        const int rows = 150;
        var network = new Initialised(4);
        float[][] inputs = [.. Enumerable.Range(0, 6).Select(static seed => Draw(seed, rows * 200))];
        float[][] alone = [.. inputs.Select(batch => Predict(network, batch))];
        Parallel.For(0, 48, new ParallelOptions { MaxDegreeOfParallelism = 12 }, i =>
            Assert.Equal(alone[i % 6], Predict(network, inputs[i % 6])));
    }

    private static float[] Predict(Initialised network, float[] inputs)
    {
        var outputs = new float[inputs.Length / 200 * 50];
        network.Predict(inputs, outputs);
        return outputs;
    }

    private static float[] Draw(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }
}
