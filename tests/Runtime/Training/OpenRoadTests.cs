using DropoutGen.Runtime.Tests.Networks;

namespace DropoutGen.Runtime.Tests.Training;

public sealed class OpenRoadTests
{
    private static readonly float[] s_inputs = [1, 2, 3, -1, 0.5f, 2];
    private static readonly float[] s_targets = [0.25f, 1, -1, 0.5f];

    [Fact]
    public void Accumulated_gradients_add_up_and_begin_anew_behind_an_update()
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            using var trainer = new SmallRegression(1) { VectorWidth = width }.CreateTrainer(new Sgd(0f));
            trainer.Forward(s_inputs, new float[4]);
            trainer.Backward(s_targets, accumulate: true);
            float[] once = Gradients();
            trainer.Backward(s_targets, accumulate: true);
            Assert.Equal(once.Select(static value => 2 * value), Gradients());
            trainer.Backward(s_targets);
            Assert.Equal(once, Gradients());
            trainer.Update();
            trainer.Forward(s_inputs, new float[4]);
            trainer.Backward(new float[4], accumulate: true);
            Assert.All(Gradients(), static value => Assert.Equal(0f, value));

            float[] Gradients() => [.. trainer.Gradients.SelectMany(static gradient => gradient.ToArray())];
        }
    }

    [Fact]
    public void The_open_road_with_the_losss_gradient_leads_where_Step_does()
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            var stepped = new SmallRegression(1) { VectorWidth = width };
            var walked = new SmallRegression(1) { VectorWidth = width };
            using var stepping = stepped.CreateTrainer(new Adam(0.1f));
            using var walking = walked.CreateTrainer(new Adam(0.1f));
            for (int i = 0; i < 4; i++)
            {
                stepping.Step(s_inputs, s_targets);
                var logits = new float[4];
                walking.Forward(s_inputs, logits);
                walking.Backward([.. logits.Zip(s_targets, static (logit, target) => 2 * (logit - target) * 0.25f)]);
                walking.Update();
            }

            Assert.Equal((4, 4), (walking.StepCount, walking.PassCount));
            Assert.Equal(
                stepped.Parameters.SelectMany(static parameter => parameter.ToArray()),
                walked.Parameters.SelectMany(static parameter => parameter.ToArray()));
        }
    }
}
