namespace DropoutGen.Analyzers.Tests.CallSites;

/// <summary>DG2006: labels of passes counted or averaged.</summary>
public sealed class AveragedLabelTests
{
    [Theory]
    // A vote.
    [InlineData("votes[ArgMax(logits)]++", """
        public static int[] Vote(Trainer<Net, int, Adam> trainer, float[] x)
        {
            var votes = new int[3];
            var logits = new float[3];
            for (int pass = 0; pass < 100; pass++)
            {
                trainer.Forward(x, logits);
                votes[ArgMax(logits)]++;
            }
            return votes;
        }
        """)]
    // A mean of labels.
    [InlineData("sum += label", """
        public static double Mean(Net net, float[] x)
        {
            double sum = 0;
            for (ulong pass = 0; pass < 100; pass++)
            {
                MonteCarloPrediction prediction = net.PredictMonteCarlo(x, passes: 10, seed: pass);
                int label = ArgMax(prediction.Mean);
                sum += label;
            }
            return Math.Round(sum / 100);
        }
        """)]
    // The largest found by hand, row by row.
    [InlineData("votes[row, best] += 1", """
        public static void Vote(Trainer<Net, int, Sgd> trainer, float[] x, int[,] votes)
        {
            int rows = votes.GetLength(0);
            var logits = new float[3 * rows];
            var probabilities = new float[3 * rows];
            for (int pass = 0; pass < 50; pass++)
            {
                trainer.Forward(x, logits);
                Softmax(logits, probabilities);
                for (int row = 0; row < rows; row++)
                {
                    int best = 0;
                    for (int c = 1; c < 3; c++)
                    {
                        if (probabilities[(3 * row) + c] > probabilities[(3 * row) + best]) best = c;
                    }
                    votes[row, best] += 1;
                }
            }
        }
        private static void Softmax(float[] logits, float[] probabilities) { }
        """)]
    // LINQ.
    [InlineData("Enumerable.Range(0, 50).Select(pass => ArgMax(net.PredictMonteCarlo(x, 10, (ulong)pass).Mean)).Average()", """
        public static double Mean(Net net, float[] x) =>
            Enumerable.Range(0, 50).Select(pass => ArgMax(net.PredictMonteCarlo(x, 10, (ulong)pass).Mean)).Average();
        """)]
    // A method that returns the label of one pass.
    [InlineData("counts[Classify(x)]++", """
        private readonly Trainer<Net, int, Adam> _trainer = new Net(1).CreateTrainer(new Adam());
        public int[] Vote(float[] x)
        {
            var counts = new int[3];
            for (int i = 0; i < 30; i++) counts[Classify(x)]++;
            return counts;
        }
        private int Classify(float[] x)
        {
            var logits = new float[3];
            _trainer.Forward(x, logits);
            return ArgMax(logits);
        }
        """)]
    // A list of labels that is averaged afterwards.
    [InlineData("labels.Add(ArgMax(logits))", """
        public static int Majority(Trainer<Net, int, Adam> trainer, float[] x)
        {
            var labels = new List<int>();
            var logits = new float[3];
            for (int pass = 0; pass < 100; pass++)
            {
                trainer.Forward(x, logits);
                labels.Add(ArgMax(logits));
            }
            return labels.GroupBy(label => label).OrderByDescending(group => group.Count()).First().Key;
        }
        """)]
    public async Task Hit(string place, string members) => Assert.Equal([place], await CallSiteCode.Reported("DG2006", members));

    [Theory]
    // Probabilities are averaged, the label comes last.
    [InlineData("""
        public static int Label(Trainer<Net, int, Adam> trainer, float[] x)
        {
            var mean = new float[3];
            var logits = new float[3];
            for (int pass = 0; pass < 100; pass++)
            {
                trainer.Forward(x, logits);
                for (int c = 0; c < 3; c++) mean[c] += logits[c] / 100;
            }
            return ArgMax(mean);
        }
        """)]
    // A confusion matrix over rows: other inputs in each round.
    [InlineData("""
        public static int[] Confusion(Net net, float[][] rows)
        {
            var counts = new int[3];
            for (int i = 0; i < rows.Length; i++) counts[ArgMax(net.PredictMonteCarlo(rows[i], 100, (ulong)i).Mean)]++;
            return counts;
        }
        """)]
    // How many passes agree: a count, not a mean of labels.
    [InlineData("""
        public static double Agreement(Trainer<Net, int, Adam> trainer, float[] x, int label)
        {
            int agreeing = 0;
            var logits = new float[3];
            for (int pass = 0; pass < 100; pass++)
            {
                trainer.Forward(x, logits);
                agreeing += ArgMax(logits) == label ? 1 : 0;
            }
            return agreeing / 100.0;
        }
        """)]
    // The variation ratio beside the mean.
    [InlineData("""
        public static double VariationRatio(Trainer<Net, int, Adam> trainer, float[] x, float[] mean)
        {
            var votes = new int[3];
            var logits = new float[3];
            for (int pass = 0; pass < 100; pass++)
            {
                trainer.Forward(x, logits);
                for (int c = 0; c < 3; c++) mean[c] += logits[c];
                votes[ArgMax(logits)]++;
            }
            return 1 - (votes.Max() / 100.0);
        }
        """)]
    // Predictions of a deterministic network.
    [InlineData("public static int[] Count(Net net, float[] x) { var votes = new int[3]; var p = new float[3]; for (int i = 0; i < 5; i++) { net.Predict(x, p); votes[ArgMax(p)]++; } return votes; }")]
    public async Task Near_miss(string members) => Assert.Empty(await CallSiteCode.Reported("DG2006", members));
}
