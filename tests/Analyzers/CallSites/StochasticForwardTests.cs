namespace DropoutGen.Analyzers.Tests.CallSites;

/// <summary>DG2003: a trainer's forward pass whose outputs are taken for results.</summary>
public sealed class StochasticForwardTests
{
    [Theory]
    // Accuracy in a loop over test rows.
    [InlineData("""
        public static double Accuracy(Trainer<Net, int, Adam> trainer, float[][] rows, int[] labels)
        {
            int correct = 0;
            var logits = new float[3];
            for (int i = 0; i < rows.Length; i++)
            {
                trainer.Forward(rows[i], logits);
                if (ArgMax(logits) == labels[i]) correct++;
            }
            return (double)correct / rows.Length;
        }
        """)]
    // Returned to callers.
    [InlineData("""
        private readonly Trainer<Net, int, Adam> _trainer = new Net(1).CreateTrainer(new Adam());
        public float[] Run(float[] x)
        {
            var logits = new float[3];
            _trainer.Forward(x, logits);
            return logits;
        }
        """)]
    // Written to a caller's span.
    [InlineData("public static void Predict(Trainer<Net, int, Sgd> trainer, float[] x, Span<float> result) => trainer.Forward(x, result);")]
    // Only training on one branch, evaluation on the other.
    [InlineData("""
        public static int Epoch(Trainer<Net, int, Adam> trainer, float[] x, float[] gradient, int label, bool isTraining)
        {
            Span<float> logits = stackalloc float[3];
            trainer.Forward(x, logits);
            if (isTraining)
            {
                Fill(logits, label, gradient);
                trainer.Backward(gradient);
                trainer.Update();
                return -1;
            }
            return ArgMax(logits);
        }
        private static void Fill(ReadOnlySpan<float> logits, int label, float[] gradient) { gradient[label] = logits[label] - 1; }
        """)]
    // A metric behind the training loop.
    [InlineData("""
        public static double Train(Net net, float[] x, int[] y, float[] test, int[] testLabels)
        {
            using var trainer = net.CreateTrainer(new Adam());
            for (int epoch = 0; epoch < 10; epoch++) trainer.Step(x, y);
            var scores = new float[3 * testLabels.Length];
            trainer.Forward(test, scores);
            return testLabels.Where((label, row) => ArgMax(scores.AsSpan(3 * row, 3)) == label).Count();
        }
        """)]
    public async Task Hit(string members) => Assert.Contains("orward(", Assert.Single(await CallSiteCode.Reported("DG2003", members)), StringComparison.Ordinal);

    [Theory]
    // Training, with its accuracy counted on the way.
    [InlineData("""
        public static int Train(Trainer<Net, int, Adam> trainer, float[] x, int[] y)
        {
            var logits = new float[3];
            var gradient = new float[3];
            trainer.Forward(x, logits);
            for (int i = 0; i < 3; i++) gradient[i] = logits[i] - (i == y[0] ? 1 : 0);
            int correct = ArgMax(logits) == y[0] ? 1 : 0;
            trainer.Backward(gradient);
            trainer.Update();
            return correct;
        }
        """)]
    // A batch that is left out of training.
    [InlineData("""
        public static void Train(Trainer<Net, int, Adam> trainer, float[][] batches)
        {
            var logits = new float[3];
            var gradient = new float[3];
            foreach (float[] x in batches)
            {
                trainer.Forward(x, logits);
                float loss = logits.Sum();
                if (float.IsNaN(loss)) continue;
                gradient[0] = loss;
                trainer.Backward(gradient);
                trainer.Update();
            }
        }
        """)]
    // A helper whose caller trains.
    [InlineData("""
        public static void Train(Trainer<Net, int, Adam> trainer, float[] x)
        {
            float[] logits = Logits(trainer, x);
            logits[0] -= 1;
            trainer.Backward(logits);
        }
        private static float[] Logits(Trainer<Net, int, Adam> trainer, float[] x)
        {
            var logits = new float[3];
            trainer.Forward(x, logits);
            return logits;
        }
        """)]
    // A wrapper that passes both ways on.
    [InlineData("""
        private readonly Trainer<Net, int, Adam> _trainer = new Net(1).CreateTrainer(new Adam());
        public void Forward(float[] x, float[] logits) => _trainer.Forward(x, logits);
        public void Backward(float[] gradient) { _trainer.Backward(gradient); _trainer.Update(); }
        """)]
    // Without dropout there is nothing random.
    [InlineData("public static float[] Run(Trainer<Plain, int, Adam> trainer, float[] x) { var logits = new float[3]; trainer.Forward(x, logits); return logits; }")]
    // Sampling on purpose: the same inputs many times.
    [InlineData("""
        public static float Mean(Trainer<Net, int, Adam> trainer, float[] x)
        {
            var logits = new float[3];
            float sum = 0;
            for (int i = 0; i < 100; i++)
            {
                trainer.Forward(x, logits);
                sum += logits[0];
            }
            return sum / 100;
        }
        """)]
    // With rates set to zero.
    [InlineData("public static float[] Run(Trainer<Net, int, Adam> trainer, float[] x) { trainer.Dropouts[0].Rate = 0; var logits = new float[3]; trainer.Forward(x, logits); return logits; }")]
    // A warm-up whose outputs nobody reads.
    [InlineData("public static void WarmUp(Trainer<Net, int, Adam> trainer, float[] x) { var logits = new float[3]; trainer.Forward(x, logits); }")]
    // The right way.
    [InlineData("public static int Classify(Trainer<Net, int, Adam> trainer, float[] x) { var logits = new float[3]; trainer.Network.PredictLogits(x, logits); return ArgMax(logits); }")]
    public async Task Near_miss(string members) => Assert.Empty(await CallSiteCode.Reported("DG2003", members));

    [Fact]
    public async Task Message_names_the_layers_that_draw() => Assert.Contains(
        "fresh masks of Dropout(0.5), and its outputs are returned to callers",
        Assert.Single(await CallSiteCode.Diagnostics("DG2003",
            "public static float[] Run(Trainer<Net, int, Adam> trainer, float[] x) { var logits = new float[3]; trainer.Forward(x, logits); return logits; }")).GetMessage(),
        StringComparison.Ordinal);
}
