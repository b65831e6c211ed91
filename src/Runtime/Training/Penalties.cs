using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutGen.CompilerServices;

/// <summary>
/// What dropouts add to the loss of a training pass, and to gradients: the regularisers of learned rates, and what masks would add
/// to the expected squared error of marginalised ones. Sums are taken in one order, in double precision.
/// </summary>
internal static class Penalties
{
    /// <summary>
    /// Works out the penalties of a pass: what they add to the loss is returned; what they add to gradients is left where the backward
    /// pass reads it.
    /// </summary>
    /// <param name="state">What the network holds.</param>
    /// <param name="workspace">The values of the pass.</param>
    /// <param name="rows">Rows of the pass.</param>
    /// <param name="sampleWeights">A factor for each row's loss; empty for 1.</param>
    public static double Prepare(NetworkState state, Workspace workspace, int rows, ReadOnlySpan<float> sampleWeights)
    {
        double added = 0;
        for (int site = 0; site < state.Dropouts.Count; site++)
        {
            DropoutState dropout = state.Dropouts[site];
            if (dropout.Definition.Penalty is { } penalty)
            {
                added += penalty.Logit >= 0
                    ? OfLearned(state, workspace, dropout, penalty)
                    : OfMarginalized(state, workspace, dropout, penalty, rows, sampleWeights);
            }
        }

        return added;
    }

    /// <summary>Gradient of the loss, regularisers included, by the logit of a learned rate.</summary>
    public static double LogitGradient(NetworkState state, Workspace workspace, int site, int rows)
    {
        DropoutDefinition definition = state.Dropouts[site].Definition;
        DropoutPenalty penalty = definition.Penalty!;
        double logit = state.Parameters[penalty.Logit][0];
        if (double.IsNegativeInfinity(logit))
        {
            // The rate is 0, and nothing moves it.
            return 0;
        }

        double p = Sigmoid(logit);
        double q = Sigmoid(-logit);
        ReadOnlySpan<float> values = workspace.BufferSpan(penalty.Values);
        ReadOnlySpan<float> gradients = workspace.BufferSpan(penalty.Gradients);
        ReadOnlySpan<float> factors = workspace.BufferSpan(definition.NoiseBuffer);
        int stride = workspace.Stride(definition.NoiseBuffer);
        double sum = 0;
        for (int row = 0; row < rows; row++)
        {
            for (int at = row * stride; at < (row * stride) + definition.Units; at++)
            {
                // y = x z / q; dy = y (p - (1 - z) / temperature) d(logit).
                double dropped = 1 - (factors[at] * q);
                sum += (double)gradients[at] * values[at] * (p - (dropped / ConcreteNoise.Temperature));
            }
        }

        return sum
            + (penalty.WeightRegularizer * SquaredNorm(state, penalty.Weight) * p / q)
            + (penalty.DropoutRegularizer * definition.Units * logit * p * q);
    }

    // c ||W||^2 / q + d K (p log p + q log q).
    private static double OfLearned(NetworkState state, Workspace workspace, DropoutState dropout, DropoutPenalty penalty)
    {
        double logit = state.Parameters[penalty.Logit][0];
        double p = Sigmoid(logit);
        double q = Sigmoid(-logit);
        workspace.BufferSpan(penalty.Factors)[..dropout.Definition.Units].Fill((float)(2 * penalty.WeightRegularizer / q));
        return (penalty.WeightRegularizer * SquaredNorm(state, penalty.Weight) / q)
            + (penalty.DropoutRegularizer * dropout.Definition.Units * (Entropy(p) + Entropy(q)));
    }

    // The variance of an output over masks is (1 - q) / q times the sum of (w x)^2; the loss is a mean over rows and outputs.
    private static double OfMarginalized(
        NetworkState state, Workspace workspace, DropoutState dropout, DropoutPenalty penalty, int rows, ReadOnlySpan<float> sampleWeights)
    {
        int units = dropout.Definition.Units;
        double q = dropout.EffectiveKeepProbability;
        double scale = (1 - q) / q / ((double)rows * state.Definition.Outputs);
        double[] rented = ArrayPool<double>.Shared.Rent(2 * units);
        Span<double> squares = rented.AsSpan(0, units);
        Span<double> sums = rented.AsSpan(units, units);
        squares.Clear();
        sums.Clear();
        AddColumnSquares(state.Definition.Parameters[penalty.Weight], ref state.Parameter(penalty.Weight), squares);
        ReadOnlySpan<float> values = workspace.BufferSpan(penalty.Values);
        Span<float> gradients = workspace.BufferSpan(penalty.Gradients);
        int stride = workspace.Stride(penalty.Gradients);
        for (int row = 0; row < rows; row++)
        {
            double factor = scale * (sampleWeights.IsEmpty ? 1 : sampleWeights[row]);
            for (int unit = 0; unit < units; unit++)
            {
                double x = values[(row * stride) + unit];
                sums[unit] += factor * x * x;
                gradients[(row * stride) + unit] = (float)(2 * factor * squares[unit] * x);
            }
        }

        Span<float> factors = workspace.BufferSpan(penalty.Factors);
        double added = 0;
        for (int unit = 0; unit < units; unit++)
        {
            factors[unit] = (float)(2 * sums[unit]);
            added += sums[unit] * squares[unit];
        }

        ArrayPool<double>.Shared.Return(rented);
        return added;
    }

    // For each input, over the units. What pads the storage is zero.
    private static void AddColumnSquares(ParameterDefinition weight, ref float storage, Span<double> squares)
    {
        for (int at = 0; at < weight.StorageLength; at++)
        {
            int inner = at % weight.PanelWidth;
            int row = at / weight.PanelWidth % weight.PanelRows;
            int input = weight.IsTransposed ? (at / weight.PanelWidth / weight.PanelRows * weight.PanelWidth) + inner : row;
            double value = Unsafe.Add(ref storage, at);
            if (input < weight.Inputs)
            {
                squares[input] += value * value;
            }
        }
    }

    // Eight sums side by side, whatever the machine's vectors.
    private static double SquaredNorm(NetworkState state, int parameter)
    {
        ref float storage = ref state.Parameter(parameter);
        Vector256<double> lower = Vector256<double>.Zero;
        Vector256<double> upper = Vector256<double>.Zero;
        for (nuint at = 0; at < (nuint)state.Definition.Parameters[parameter].StorageLength; at += (nuint)Vector256<float>.Count)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.LoadUnsafe(ref storage, at));
            lower += low * low;
            upper += high * high;
        }

        Vector256<double> sums = lower + upper;
        return sums[0] + sums[1] + sums[2] + sums[3];
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Entropy(double p) => p > 0 ? p * Math.Log(p) : 0;
}
