using DropoutGen.Runtime.Tests.Training;

namespace DropoutGen.Runtime.Tests.Data;

public sealed class DatasetTests
{
    [Fact]
    public void Rows_come_as_they_lie_and_the_last_batch_may_be_short()
    {
        List<float[]> batches = Inputs(Numbers(10), BatchOrder.AsIs, 4);
        Assert.Equal([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]], batches);
    }

    [Fact]
    public void Orders_are_permutations_that_depend_on_seed_and_epoch_alone()
    {
        Dataset<int> data = Numbers(1000);
        float[] first = Shuffled(data, 3, 1);
        Assert.Equal(Enumerable.Range(0, 1000).Select(static i => (float)i), first.Order());
        Assert.Equal(first, Shuffled(data, 3, 1));
        Assert.NotEqual(first, Shuffled(data, 3, 2));
        Assert.NotEqual(first, Shuffled(data, 4, 1));
        Assert.NotEqual(first, first.Order());
    }

    [Fact]
    public void Every_place_is_as_likely_for_every_row()
    {
        const int rows = 6;
        const int orders = 6000;
        var counts = new int[rows, rows];
        for (int epoch = 0; epoch < orders; epoch++)
        {
            int[] order = RandomOrder.Permutation(rows, seed: 11, epoch);
            for (int place = 0; place < rows; place++)
            {
                counts[order[place], place]++;
            }
        }

        // 1000 expected, with a standard deviation of 29: five of these.
        Assert.All(counts.Cast<int>(), static count => Assert.InRange(count, 855, 1145));
    }

    [Fact]
    public void Rows_keep_their_targets_and_weights()
    {
        Dataset<int> data = Dataset.Create([.. Enumerable.Range(0, 20).Select(static i => (float)i)], [.. Enumerable.Range(0, 10)], 2, [.. Enumerable.Range(0, 10).Select(static i => (float)i)]);
        var batch = new Batch<int>(3, 2, 1);
        using IBatchReader<int> reader = data.Open(new BatchOrder(true, 5, 1));
        int rows = 0;
        for (; reader.Read(batch); batch.Clear())
        {
            for (int row = 0; row < batch.Rows; row++, rows++)
            {
                Assert.Equal(2 * batch.Targets[row], batch.Inputs[2 * row]);
                Assert.Equal(batch.Targets[row], batch.SampleWeights[row]);
            }
        }

        Assert.Equal(10, rows);
    }

    [Fact]
    public void Split_has_each_row_once()
    {
        Dataset<int> data = Numbers(100);
        (Dataset<int> first, Dataset<int> second) = data.Split(0.25, seed: 3);
        Assert.Equal((75, 25), (first.Count, second.Count));
        Assert.Equal(data.Inputs.ToArray(), first.Inputs.ToArray().Concat(second.Inputs.ToArray()).Order());
        Assert.Equal(first.Inputs.ToArray().Select(static value => (int)value), first.Targets.ToArray());
        Assert.Equal(second.Inputs.ToArray(), data.Split(0.25, seed: 3).Second.Inputs.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Split(1, 3));
        Assert.Throws<InvalidOperationException>(() => Numbers(1).Split(0.5, 3));
        Assert.Equal((1, 1), (Numbers(2).Split(0.001, 3).First.Count, Numbers(2).Split(0.001, 3).Second.Count));
    }

    [Fact]
    public void Copies_and_sequences()
    {
        float[] inputs = [1, 2, 3, 4];
        Dataset<float> copy = Dataset.Copy<float>(inputs, [5, 6], 2);
        inputs[0] = 100;
        Assert.Equal([1, 2, 3, 4], copy.Inputs.ToArray());

        Dataset<float> read = Dataset.FromRows<float>([new(new float[] { 1, 2 }, new float[] { 5 }), new(new float[] { 3, 4 }, new float[] { 6 }, 0.5f)]);
        Assert.Equal(copy.Inputs.ToArray(), read.Inputs.ToArray());
        Assert.Equal([1f, 0.5f], read.SampleWeights.ToArray());
        Assert.Equal([3f, 4f], read.Take(7).InputsOf(1).ToArray());
        Assert.Equal(1, read.Take(1).Count);
        TrainerArgumentTests.RequireParts(
            Assert.Throws<ArgumentException>(() => Dataset.FromRows<float>([new(new float[2], new float[1]), new(new float[3], new float[1])])),
            "Row 1", "3 inputs", "2");
        Assert.Throws<ArgumentException>(() => Dataset.FromRows<float>([]));
    }

    [Theory]
    [InlineData(5, 2, 2, 0, "5", "2")]
    [InlineData(0, 0, 2, 0, "0", "2")]
    [InlineData(6, 4, 2, 0, "4 targets", "3 rows")]
    [InlineData(6, 0, 2, 0, "0 targets")]
    [InlineData(6, 3, 2, 2, "2 sample weights", "3 rows")]
    public void Lengths_that_do_not_fit(int inputs, int targets, int perRow, int weights, params string[] parts) =>
        TrainerArgumentTests.RequireParts(
            Assert.Throws<ArgumentException>(() => Dataset.Create(
                new float[inputs], new int[targets], perRow, weights == 0 ? null : new float[weights])), parts);

    [Fact]
    public void A_stream_gives_its_rows_and_shuffles_within_its_window()
    {
        var opened = new List<int>();
        var data = new StreamedDataset<int>(Rows, inputsPerRow: 1, shuffleWindow: 50);
        Assert.Equal([[0, 1, 2], [3, 4]], Inputs(new StreamedDataset<int>(static _ => DatasetTests.Rows(5, 5), 1), BatchOrder.AsIs, 3));
        float[] first = [.. Inputs(data, new BatchOrder(true, 3, 1), 64).SelectMany(static batch => batch)];
        Assert.Equal(Enumerable.Range(0, 300).Select(static i => (float)i), first.Order());
        Assert.NotEqual(first, first.Order());

        // A row comes no earlier than the window lets it.
        Assert.All(first.Index(), static row => Assert.True(row.Item < row.Index + 50));
        Assert.Equal(first, Inputs(data, new BatchOrder(true, 3, 1), 64).SelectMany(static batch => batch));
        Assert.NotEqual(first, Inputs(data, new BatchOrder(true, 3, 2), 64).SelectMany(static batch => batch));
        Assert.Equal([1, 1, 2], opened);

        IEnumerable<DataRow<int>> Rows(int epoch)
        {
            opened.Add(epoch);
            return DatasetTests.Rows(epoch, 300);
        }
    }

    [Fact]
    public void A_row_of_another_length_in_a_stream()
    {
        var data = new StreamedDataset<int>(static _ => [new DataRow<int>(new float[3], new int[1])], 2);
        TrainerArgumentTests.RequireParts(
            Assert.Throws<ArgumentException>(() => Inputs(data, BatchOrder.AsIs, 4)), "3 inputs", "2");
        TrainerArgumentTests.RequireParts(
            Assert.Throws<ArgumentException>(() => Inputs(data, new BatchOrder(true), 4)), "3 inputs", "2");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Batches_read_ahead_are_the_same_batches(int ahead)
    {
        Dataset<int> data = Numbers(1000);
        var order = new BatchOrder(true, 9, 4);
        using var pipeline = new BatchPipeline<int>(data, order, 7, ahead);
        var batches = new List<float[]>();
        while (pipeline.Next(CancellationToken.None) is { } batch)
        {
            batches.Add(batch.Inputs.ToArray());
        }

        Assert.Equal(Inputs(data, order, 7), batches);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_failure_of_the_data_comes_behind_the_batches_in_front_of_it(int ahead)
    {
        using var pipeline = new BatchPipeline<int>(new StreamedDataset<int>(Failing, 1), BatchOrder.AsIs, 2, ahead);
        Assert.Equal([0f, 1f], pipeline.Next(CancellationToken.None)!.Inputs.ToArray());
        Assert.Equal([2f, 3f], pipeline.Next(CancellationToken.None)!.Inputs.ToArray());
        Assert.Equal("lost", Assert.Throws<IOException>(() => pipeline.Next(CancellationToken.None)).Message);

        static IEnumerable<DataRow<int>> Failing(int epoch) => DatasetTests.Rows(epoch, 4).Concat(Enumerable.Range(0, 1).Select<int, DataRow<int>>(static _ => throw new IOException("lost")));
    }

    [Fact]
    public void A_pipeline_that_is_not_read_to_its_end_ends_its_thread_and_closes_the_data()
    {
        bool isClosed = false;
        using (var pipeline = new BatchPipeline<int>(new StreamedDataset<int>(Endless, 1), BatchOrder.AsIs, 2, 2))
        {
            Assert.NotNull(pipeline.Next(CancellationToken.None));
        }

        Assert.True(isClosed);

        IEnumerable<DataRow<int>> Endless(int epoch)
        {
            try
            {
                while (true)
                {
                    yield return new DataRow<int>(new float[1], new int[1]);
                }
            }
            finally
            {
                isClosed = true;
            }
        }
    }

    [Fact]
    public void Batches_check_what_they_are_given()
    {
        var batch = new Batch<int>(1, 2, 1);
        Assert.Throws<ArgumentException>(() => batch.Add([1], [1]));
        Assert.Throws<ArgumentException>(() => batch.Add([1, 2], [1, 2]));
        batch.Add([1, 2], [1]);
        Assert.Throws<InvalidOperationException>(() => batch.Add([1, 2], [1]));
        Assert.True(batch.SampleWeights.IsEmpty);
    }

    private static Dataset<int> Numbers(int count) =>
        Dataset.Create([.. Enumerable.Range(0, count).Select(static i => (float)i)], [.. Enumerable.Range(0, count)], 1);

    private static IEnumerable<DataRow<int>> Rows(int epoch, int count) =>
        Enumerable.Range(0, count).Select(static i => new DataRow<int>(new[] { (float)i }, new[] { i }));

    private static float[] Shuffled(Dataset<int> data, ulong seed, int epoch) =>
        [.. Inputs(data, new BatchOrder(true, seed, epoch), 64).SelectMany(static batch => batch)];

    private static List<float[]> Inputs(IDataSource<int> data, BatchOrder order, int batchSize)
    {
        var batches = new List<float[]>();
        using IBatchReader<int> reader = data.Open(order);
        var batch = new Batch<int>(batchSize, data.InputsPerRow, 1);
        for (; reader.Read(batch); batch.Clear())
        {
            batches.Add(batch.Inputs.ToArray());
        }

        return batches;
    }
}
