namespace DropoutGen.Analyzers.Tests.CallSites;

/// <summary>DG2004: seeds that do not change in a loop.</summary>
public sealed class SameSeedTests
{
    [Theory]
    [InlineData("seed: 7", """
        public static void Score(Net net, float[][] batches)
        {
            foreach (float[] batch in batches) Console.WriteLine(net.PredictMonteCarlo(batch, passes: 100, seed: 7).Mean[0]);
        }
        """)]
    // A seed that is computed of what does not change.
    [InlineData("seed * 31", """
        public static float[] Score(Net net, float[][] batches, ulong seed) =>
            batches.Select(batch => net.PredictMonteCarlo(batch, 100, seed * 31).Variance[0]).ToArray();
        """)]
    // A generator that is made anew.
    [InlineData("(ulong)random.NextInt64()", """
        public static void Score(Net net, float[][] batches)
        {
            int i = 0;
            while (i < batches.Length)
            {
                var random = new Random(1);
                _ = net.PredictMonteCarlo(batches[i++], 50, (ulong)random.NextInt64());
            }
        }
        """)]
    [InlineData("seed: 3", """
        public static void Score(Net net, float[][] batches) =>
            Parallel.For(0, batches.Length, i => net.PredictMonteCarlo(batches[i], passes: 30, seed: 3));
        """)]
    // In options.
    [InlineData("options", """
        public static void Score(Net net, float[][] batches)
        {
            var options = new MonteCarloOptions { Passes = 50 };
            foreach (float[] batch in batches) _ = net.PredictMonteCarlo(batch, options);
        }
        """)]
    // In a method that is called in a loop.
    [InlineData("_seed", """
        private readonly ulong _seed = 9;
        public void Score(Net net, float[][] batches)
        {
            foreach (float[] batch in batches) One(net, batch);
        }
        private float One(Net net, float[] batch) => net.PredictMonteCarlo(batch, 100, _seed).Mean[0];
        """)]
    // A trainer of one network for each epoch.
    [InlineData("1", """
        public static void Train(Net net, float[] x, int[] y)
        {
            for (int epoch = 0; epoch < 10; epoch++)
            {
                using var trainer = net.CreateTrainer(new Adam(), new TrainerOptions { Seed = 1 });
                trainer.Step(x, y);
            }
        }
        """)]
    // The default seed.
    [InlineData("net.CreateTrainer(new Adam())", """
        public static void Train(Net net, float[] x, int[] y)
        {
            for (int epoch = 0; epoch < 10; epoch++)
            {
                using var trainer = net.CreateTrainer(new Adam());
                trainer.Step(x, y);
            }
        }
        """)]
    // The members of an ensemble.
    [InlineData("options", """
        public static void Train(float[] x, int[] y)
        {
            var options = new TrainerOptions { BatchSize = 1, Seed = 5 };
            for (ulong member = 0; member < 10; member++)
            {
                using var trainer = new Trainer<Net, int, Adam>(new Net(seed: member), new Adam(), options);
                trainer.Step(x, y);
            }
        }
        """)]
    public async Task Hit(string place, string members)
    {
        string reported = Assert.Single(await CallSiteCode.Reported("DG2004", members));
        Assert.True(reported == place || place == "options" && reported == "5", reported);
    }

    [Theory]
    [InlineData("public static void Score(Net net, float[][] batches) { for (int i = 0; i < batches.Length; i++) _ = net.PredictMonteCarlo(batches[i], 100, seed: 7 + (ulong)i); }")]
    [InlineData("public static void Score(Net net, float[][] batches) { ulong seed = 1; foreach (float[] batch in batches) _ = net.PredictMonteCarlo(batch, 100, seed++); }")]
    [InlineData("public static void Score(Net net, float[][] batches, Random random) { foreach (float[] batch in batches) _ = net.PredictMonteCarlo(batch, 100, (ulong)random.NextInt64()); }")]
    [InlineData("public static void Score(Net net, float[][] batches) { for (int i = 0; i < batches.Length; i++) _ = net.PredictMonteCarlo(batches[i], new MonteCarloOptions { Seed = (ulong)i }); }")]
    // Once, outside any loop.
    [InlineData("public static float Score(Net net, float[] batch) => net.PredictMonteCarlo(batch, 100, seed: 7).Mean[0];")]
    // Numbers of passes, networks and rates compared under the same masks.
    [InlineData("public static void Compare(Net net, float[] x) { foreach (int passes in new[] { 10, 100, 1000 }) _ = net.PredictMonteCarlo(x, passes, seed: 7); }")]
    [InlineData("public static void Compare(Net[] nets, float[] x) { foreach (Net net in nets) _ = net.PredictMonteCarlo(x, 100, seed: 7); }")]
    [InlineData("public static void Compare(Net net, float[] x) { foreach (double rate in new[] { 0.1, 0.5 }) { net.Dropouts[0].Rate = rate; _ = net.PredictMonteCarlo(x, 100, seed: 7); } }")]
    // The same run with another learning rate.
    [InlineData("public static void Sweep(float[] x, int[] y) { foreach (float rate in new[] { 1e-2f, 1e-3f }) { var net = new Net(seed: 1); using var trainer = net.CreateTrainer(new Adam(rate), new TrainerOptions { Seed = 1 }); trainer.Step(x, y); } }")]
    [InlineData("public static void Ensemble(float[] x, int[] y) { for (ulong i = 0; i < 5; i++) { var net = new Net(seed: i); using var trainer = net.CreateTrainer(new Adam(), new TrainerOptions { Seed = i }); trainer.Step(x, y); } }")]
    // The loop is inside the step, not around the trainer.
    [InlineData("public static void Train(Net net, float[] x, int[] y) { using var trainer = net.CreateTrainer(new Adam()); for (int i = 0; i < 9; i++) trainer.Step(x, y); }")]
    public async Task Near_miss(string members) => Assert.Empty(await CallSiteCode.Reported("DG2004", members));
}
