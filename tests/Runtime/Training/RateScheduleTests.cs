using DropoutGen.Runtime.Tests.Networks;

namespace DropoutGen.Runtime.Tests.Training;

/// <summary>Two dropouts, so that schedules can differ.</summary>
[Network(6)]
[Dropout(0.1), Dense(40), Relu, Dropout(0.5)]
[Dense(2), MeanSquaredError]
public sealed partial class ScheduledNetwork;

public sealed class RateScheduleTests
{
    private const int Rows = 16;

    [Fact]
    public void Constant_is_constant()
    {
        RateSchedule schedule = RateSchedule.Constant(0.3);
        Assert.Equal([0.3, 0.3, 0.3], new[] { 0L, 1, 1_000_000_000_000 }.Select(schedule.RateAt));
    }

    [Fact]
    public void Linear_goes_up_or_down_and_stays()
    {
        Assert.Equal([0, 0.1, 0.2, 0.4, 0.4, 0.4], new[] { 0L, 1, 2, 4, 5, long.MaxValue }.Select(RateSchedule.Linear(0, 0.4, 4).RateAt), Close);
        Assert.Equal([0.5, 0.45, 0.1], new[] { 0L, 1, 8 }.Select(RateSchedule.Linear(0.5, 0.1, 8).RateAt), Close);
    }

    [Fact]
    public void Curriculum_approaches_its_rate_from_zero()
    {
        RateSchedule schedule = RateSchedule.Curriculum(0.5, gamma: 0.01);
        Assert.Equal(
            [0, 0.5 * (1 - Math.Exp(-0.5)), 0.5 * (1 - Math.Exp(-1)), 0.5],
            new[] { 0L, 50, 100, 1_000_000 }.Select(schedule.RateAt),
            Close);
    }

    [Fact]
    public void Trainer_sets_the_rates_of_its_step_and_leaves_the_others()
    {
        var network = new ScheduledNetwork(1);
        RateSchedule schedule = RateSchedule.Linear(0, 0.75, 3);
        using var trainer = network.CreateTrainer(
            new Sgd(0.01f), new TrainerOptions { RateSchedules = dropout => dropout.Name == "dropout1" ? schedule : null });
        Assert.Equal(0.5, network.Dropouts[1].Rate);
        for (int step = 0; step < 5; step++)
        {
            Train(trainer, step);
            Assert.Equal(schedule.RateAt(step), network.Dropouts[1].Rate);
            Assert.Equal(0.1, network.Dropouts[0].Rate);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Training_is_the_same_as_with_rates_set_by_hand(bool openRoad)
    {
        var scheduled = new ScheduledNetwork(1);
        var byHand = new ScheduledNetwork(1);
        using var scheduledTrainer = scheduled.CreateTrainer(
            new Sgd(0.01f), new TrainerOptions { RateSchedules = static dropout => RateSchedule.Curriculum(dropout.Rate, 0.2) });
        using var trainer = byHand.CreateTrainer(new Sgd(0.01f));
        for (int step = 0; step < 6; step++)
        {
            byHand.Dropouts[0].Rate = 0.1 * (1 - Math.Exp(-0.2 * step));
            byHand.Dropouts[1].Rate = 0.5 * (1 - Math.Exp(-0.2 * step));
            Train(trainer, step, openRoad);
            Train(scheduledTrainer, step, openRoad);
        }

        Assert.Equal(
            byHand.Parameters.SelectMany(static parameter => parameter.ToArray()),
            scheduled.Parameters.SelectMany(static parameter => parameter.ToArray()));
    }

    [Fact]
    public void Passes_without_an_update_keep_the_rate()
    {
        var network = new ScheduledNetwork(1);
        using var trainer = network.CreateTrainer(
            new Sgd(0.01f), new TrainerOptions { RateSchedules = static _ => RateSchedule.Linear(0.1, 0.6, 5) });
        trainer.Forward(new float[6], new float[2]);
        trainer.Forward(new float[6], new float[2]);
        Assert.Equal((2, 0, 0.1), (trainer.PassCount, trainer.StepCount, network.Dropouts[0].Rate));
    }

    [Fact]
    public void A_schedule_that_gives_no_rate_changes_nothing()
    {
        var network = new ScheduledNetwork(1);
        using var trainer = network.CreateTrainer(
            new Sgd(0.01f),
            new TrainerOptions { RateSchedules = static dropout => dropout.Name == "dropout0" ? RateSchedule.Constant(0.2) : new Broken() });
        Train(trainer, 0);
        float[] before = network.Parameters[0].ToArray();
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => Train(trainer, 1));
        Assert.Contains("dropout1 gives the rate 1 for step 1", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters[0].ToArray());
        Assert.Equal((1, 1, 0.0), (trainer.StepCount, trainer.PassCount, network.Dropouts[1].Rate));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("rate", static () => RateSchedule.Constant(1));
        Assert.Throws<ArgumentOutOfRangeException>("from", static () => RateSchedule.Linear(-0.1, 0.5, 10));
        Assert.Throws<ArgumentOutOfRangeException>("to", static () => RateSchedule.Linear(0.1, double.NaN, 10));
        Assert.Throws<ArgumentOutOfRangeException>("steps", static () => RateSchedule.Linear(0.1, 0.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>("rate", static () => RateSchedule.Curriculum(1.5, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>("gamma", static () => RateSchedule.Curriculum(0.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>("gamma", static () => RateSchedule.Curriculum(0.5, double.PositiveInfinity));
        Assert.Throws<ArgumentNullException>(
            "RateSchedules", static () => new SmallRegression(1).CreateTrainer(new Sgd(1f), new TrainerOptions { RateSchedules = null! }));
    }

    private static bool Close(double left, double right) => Math.Abs(left - right) < 1e-15;

    private static void Train(Trainer<ScheduledNetwork, float, Sgd> trainer, int step, bool openRoad = false)
    {
        var random = new Random(step);
        float[] inputs = [.. Enumerable.Range(0, Rows * 6).Select(_ => random.NextSingle())];
        float[] targets = [.. Enumerable.Range(0, Rows * 2).Select(_ => random.NextSingle())];
        if (!openRoad)
        {
            trainer.Step(inputs, targets);
            return;
        }

        var logits = new float[targets.Length];
        trainer.Forward(inputs, logits);
        trainer.Backward([.. logits.Zip(targets, static (logit, target) => logit - target)]);
        trainer.Update();
    }

    private sealed class Broken : RateSchedule
    {
        public override double RateAt(long step) => step;
    }
}
