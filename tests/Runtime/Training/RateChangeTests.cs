using DropoutGen.Runtime.Tests.Networks;

namespace DropoutGen.Runtime.Tests.Training;

public sealed class RateChangeTests
{
    [Fact]
    public void A_rate_changed_behind_Forward_takes_effect_at_the_next_one()
    {
        float[] unchanged = Gradients(change: false);
        Assert.Equal(unchanged, Gradients(change: true));
    }

    private static float[] Gradients(bool change)
    {
        var network = new SmallRegression(1);
        using var trainer = network.CreateTrainer(new Sgd(0.1f));
        var inputGradient = new float[9];
        trainer.Forward([1, 2, 3, 4, 5, 6, 7, 8, 9], new float[6]);
        if (change)
        {
            trainer.Dropouts.SetRates(0.75);
        }

        trainer.Backward([1, 2, 3, 4, 5, 6], inputGradient);
        return [.. inputGradient, .. trainer.Gradients.SelectMany(static gradient => gradient.ToArray())];
    }
}
