using DropoutGen.Runtime.Tests.Normalization;
using DropoutGen.Theory;

namespace DropoutGen.Runtime.Tests.Theory;

// What these rules warn of is what is measured here.
#pragma warning disable DG1001, DG1002

/// <summary>Dropout behind a ReLU, a dense layer, batch normalisation.</summary>
[Network(5)]
[Dense(20), Relu, Dropout(0.5), Dense(30), BatchNorm, Relu]
[Dense(2), MeanSquaredError]
public sealed partial class ShiftedProduct;

/// <summary>The same without scaling.</summary>
[Network(5)]
[Dense(20), Relu, Dropout(0.5, Scaling = DropoutScaling.None), Dense(30), BatchNorm, Relu]
[Dense(2), MeanSquaredError]
public sealed partial class UnscaledProduct;

/// <summary>Dropped units are normalised themselves, without scaling.</summary>
[Network(5)]
[Dropout(0.3, Scaling = DropoutScaling.None), BatchNorm(Epsilon = 0.01)]
[Dense(2), MeanSquaredError]
public sealed partial class UnscaledUnits;

/// <summary>Dropped units are normalised themselves, with inverted scaling.</summary>
[Network(5)]
[Dropout(0.3), BatchNorm]
[Dense(2), MeanSquaredError]
public sealed partial class ScaledUnits;

/// <summary>Nothing drops in front of the first normalisation, and alpha dropout in front of the second.</summary>
[Network(5)]
[Dense(20), BatchNorm, Selu, AlphaDropout(0.1), BatchNorm]
[Dense(2), MeanSquaredError]
public sealed partial class Unpredicted;

#pragma warning restore DG1001, DG1002

public sealed class BatchNormShiftTests
{
    private const int Rows = 2000;
    private const int Passes = 40;

    private static readonly float[] s_inputs = BatchNormTests.Draw(3, Rows * 5);

    [Fact]
    public void Variance_behind_a_product_is_as_predicted()
    {
        BatchNormShift shift = Assert.Single(Measure(new ShiftedProduct(1)));
        Assert.True(shift.IsPredicted);
        Assert.InRange(shift.VarianceRatio, 1.5, 4);
        Assert.Equal(1, shift.PredictedVarianceRatio / shift.VarianceRatio, 0.01);
        for (int unit = 0; unit < 30; unit++)
        {
            Assert.Equal(1, shift.PredictedVariance[unit] / shift.TrainingVariance[unit], 0.05);
        }

        Assert.All(shift.MeanShift, static value => Assert.Equal(0, value, 0.03));
        Assert.All(shift.PredictedMeanShift, static value => Assert.Equal(0, value));
    }

    [Fact]
    public void Without_scaling_mean_and_variance_are_as_predicted()
    {
        var network = new UnscaledProduct(1);
        network.Dense1Bias.CopyFrom([.. Enumerable.Range(0, 30).Select(static i => 0.1f * i)]);
        BatchNormShift shift = Assert.Single(Measure(network));
        for (int unit = 0; unit < 30; unit++)
        {
            Assert.Equal(1, shift.PredictedVariance[unit] / shift.TrainingVariance[unit], 0.05);
            Assert.Equal(shift.PredictedMeanShift[unit], shift.MeanShift[unit], 0.03);
        }

        Assert.Contains(shift.MeanShift, static value => Math.Abs(value) > 0.2);
    }

    // The chapter's mean shift, mu (1 - q) / sqrt(q sigma^2 + q (1 - q) mu^2 + epsilon): it holds without scaling, and
    // there alone.
    [Fact]
    public void Mean_of_dropped_units_moves_without_scaling_and_not_with_it()
    {
        BatchNormShift unscaled = Assert.Single(Measure(new UnscaledUnits(1)));
        BatchNormShift scaled = Assert.Single(Measure(new ScaledUnits(1)));
        double q = new UnscaledUnits(1).Dropouts[0].EffectiveKeepProbability;
        for (int unit = 0; unit < 5; unit++)
        {
            double mu = unscaled.InferenceMean[unit];
            double variance = unscaled.InferenceVariance[unit];
            double delta = mu * (1 - q) / Math.Sqrt((q * variance) + (q * (1 - q) * mu * mu) + 0.01);
            Assert.InRange(delta, 0.1, 1);
            Assert.Equal(delta, unscaled.PredictedMeanShift[unit], 1e-9);
            Assert.Equal(delta, unscaled.MeanShift[unit], 0.02);
            Assert.Equal(0, scaled.MeanShift[unit], 0.02);
            Assert.Equal(((variance + (mu * mu)) / q) - (mu * mu), scaled.TrainingVariance[unit], 0.02);
        }
    }

    [Fact]
    public void What_no_formula_covers_is_measured_alone()
    {
        IReadOnlyList<BatchNormShift> shifts = Measure(new Unpredicted(1));
        Assert.Equal(["batchnorm0", "batchnorm1"], shifts.Select(static shift => shift.Normalization.Name));
        Assert.All(shifts, static shift => Assert.False(shift.IsPredicted));
        Assert.Equal(1, shifts[0].VarianceRatio, 1e-5);
        Assert.True(double.IsNaN(shifts[1].PredictedVarianceRatio));
        Assert.Empty(shifts[1].PredictedMeanShift);
    }

    [Fact]
    public void Measuring_changes_nothing_and_can_be_repeated()
    {
        var network = new ShiftedProduct(1);
        BatchNormShift first = Measure(network)[0];
        Assert.Equal([.. new float[30], .. Enumerable.Repeat(1f, 30)], BatchNormTests.Statistics(network));
        Assert.Equal(first.TrainingVariance.ToArray(), Measure(network)[0].TrainingVariance.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchNormShift.Measure(network, s_inputs, 1, passes: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchNormShift.Measure(network, s_inputs, 1, batchSize: 1));
        Assert.Throws<ArgumentException>(() => BatchNormShift.Measure(network, s_inputs.AsSpan(0, 5), 1));
    }

    private static IReadOnlyList<BatchNormShift> Measure<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork> => BatchNormShift.Measure(network, s_inputs, seed: 7, Passes);
}
