using DropoutGen.Runtime.Tests.Networks;

namespace DropoutGen.Runtime.Tests.Training;

/// <summary>Wrong arguments: the message says what was given, and nothing has changed.</summary>
public sealed class TrainerArgumentTests
{
    private static readonly float[] s_inputs = [1, 2, 3, -1, 0.5f, 2];
    private static readonly int[] s_labels = [0, 1];

    [Theory]
    [InlineData(0, 0, "3")]
    [InlineData(5, 2, "5", "3")]
    [InlineData(15, 5, "5 rows", "4")]
    [InlineData(6, 1, "targets", "1", "2")]
    [InlineData(6, 3, "targets", "3", "2")]
    public void Lengths(int inputs, int labels, params string[] parts)
    {
        (SmallClassifier network, var trainer) = Create();
        float[] before = network.Parameters.SelectMany(static parameter => parameter.ToArray()).ToArray();
        var exception = Assert.Throws<ArgumentException>(() => trainer.Step(new float[inputs], new int[labels]));
        RequireParts(exception, parts);
        Assert.Equal(before, network.Parameters.SelectMany(static parameter => parameter.ToArray()));
        Assert.Equal((0, 0), (trainer.StepCount, trainer.PassCount));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_label_out_of_range(int label)
    {
        (_, var trainer) = Create();
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Step(s_inputs, [0, label]));
        Assert.Equal(label, exception.ActualValue);
        RequireParts(exception, "row 1", "0 to 1");
        Assert.Equal((0, 0), (trainer.StepCount, trainer.PassCount));
    }

    [Theory]
    [InlineData(-0.125f)]
    [InlineData(1.5f)]
    [InlineData(float.NaN)]
    public void A_probability_target_out_of_range(float target)
    {
        using var trainer = new SmallAnswers(1).CreateTrainer(new Sgd(0.1f));
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Step(s_inputs, [0, 1, 1, target]));
        Assert.Equal(target, exception.ActualValue);
        RequireParts(exception, "row 1", "output 1");
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_sample_weight_out_of_range(float weight)
    {
        (_, var trainer) = Create();
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Step(s_inputs, s_labels, [1, weight]));
        Assert.Equal(weight, exception.ActualValue);
        RequireParts(exception, "row 1");
    }

    [Fact]
    public void The_number_of_sample_weights()
    {
        (_, var trainer) = Create();
        RequireParts(
            Assert.Throws<ArgumentException>(() => trainer.Step(s_inputs, s_labels, [1, 1, 1])), "sampleWeights", "3", "2");
    }

    [Fact]
    public void Lengths_on_the_open_road()
    {
        (_, var trainer) = Create();
        RequireParts(Assert.Throws<ArgumentException>(() => trainer.Forward(s_inputs, new float[3])), "logits", "3", "4");
        trainer.Forward(s_inputs, new float[4]);
        RequireParts(Assert.Throws<ArgumentException>(() => trainer.Backward(new float[5])), "outputGradient", "5", "4");
        RequireParts(
            Assert.Throws<ArgumentException>(() => trainer.Backward(new float[4], new float[7])), "inputGradient", "7", "6");
        trainer.Backward(new float[4]);
    }

    [Fact]
    public void The_order_of_the_open_road()
    {
        (_, var trainer) = Create();
        Assert.Contains("Forward", Assert.Throws<InvalidOperationException>(() => trainer.Backward(new float[4])).Message, StringComparison.Ordinal);
        Assert.Contains("Backward", Assert.Throws<InvalidOperationException>(trainer.Update).Message, StringComparison.Ordinal);
        trainer.Forward(s_inputs, new float[4]);
        Assert.Throws<InvalidOperationException>(trainer.Update);
        trainer.Backward(new float[4]);
        trainer.Update();
        Assert.Throws<InvalidOperationException>(trainer.Update);
        Assert.Throws<InvalidOperationException>(() => trainer.Backward(new float[4]));
        trainer.Forward(s_inputs, new float[4]);
        trainer.Step(s_inputs, s_labels);
        Assert.Throws<InvalidOperationException>(() => trainer.Backward(new float[4]));
    }

    [Fact]
    public void A_disposed_trainer()
    {
        (SmallClassifier network, var trainer) = Create();
        trainer.Dispose();
        trainer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => trainer.Step(s_inputs, s_labels));
        Assert.Throws<ObjectDisposedException>(() => trainer.Forward(s_inputs, new float[4]));
        Assert.Throws<ObjectDisposedException>(() => trainer.Backward(new float[4]));
        Assert.Throws<ObjectDisposedException>(trainer.Update);
        network.Predict(s_inputs, new float[4]);
    }

    [Fact]
    public void Use_during_another_call()
    {
        var network = new SmallClassifier(1);
        var rule = new CallsBack { LearningRate = 0.1f };
        using var trainer = network.CreateTrainer(rule);
        InvalidOperationException? inner = null;
        CallsBack.Action = () => inner = Assert.Throws<InvalidOperationException>(() => trainer.Step(s_inputs, s_labels));
        try
        {
            trainer.Step(s_inputs, s_labels);
        }
        finally
        {
            CallsBack.Action = null;
        }

        Assert.Contains(nameof(SmallClassifier), inner!.Message, StringComparison.Ordinal);
        trainer.Step(s_inputs, s_labels);
        Assert.Equal(2, trainer.StepCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-4)]
    public void A_batch_size_out_of_range(int size) => Assert.Equal(size, Assert.Throws<ArgumentOutOfRangeException>(
        () => new SmallClassifier(1).CreateTrainer(new Sgd(0.1f), new TrainerOptions { BatchSize = size })).ActualValue);

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_clipping_limit_out_of_range(float limit)
    {
        foreach (TrainerOptions options in new[] { new TrainerOptions { ClipNorm = limit }, new TrainerOptions { ClipValue = limit } })
        {
            Assert.Equal(limit, Assert.Throws<ArgumentOutOfRangeException>(
                () => new SmallClassifier(1).CreateTrainer(new Sgd(0.1f), options)).ActualValue);
        }
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    public void A_learning_rate_out_of_range_leaves_the_old_one(float rate)
    {
        (_, var trainer) = Create();
        Assert.Equal(rate, Assert.Throws<ArgumentOutOfRangeException>(() => trainer.LearningRate = rate).ActualValue);
        Assert.Equal(0.1f, trainer.LearningRate);
    }

    internal static void RequireParts(Exception exception, params string[] parts)
    {
        foreach (string part in parts)
        {
            Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        }
    }

    private static (SmallClassifier Network, Trainer<SmallClassifier, int, Sgd> Trainer) Create()
    {
        var network = new SmallClassifier(seed: 1);
        return (network, network.CreateTrainer(new Sgd(0.1f), new TrainerOptions { BatchSize = 4 }));
    }

    /// <summary>A rule that does something else in the middle of an update.</summary>
    private struct CallsBack : IUpdateRule<CallsBack>
    {
        [ThreadStatic]
        private static Action? t_action;

        public static Action? Action
        {
            get => t_action;
            set => t_action = value;
        }

        public readonly int StateCount => 0;

        public float LearningRate { get; set; }

        public readonly CallsBack Prepare(long step, ParameterGroup group)
        {
            Action?.Invoke();
            return this;
        }

        public static void Update(
            in CallsBack rule, ref float parameter, ref float state, nuint offset, nuint stride, float gradient)
        {
        }
    }
}
