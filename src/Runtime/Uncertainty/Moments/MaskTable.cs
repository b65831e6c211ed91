namespace DropoutGen.CompilerServices;

/// <summary>
/// The likely masks of a dropout: all with at most so many units dropped as their number allows, each with its probability, and what is
/// known of the others together. Rates are small, so few masks make up nearly all of the probability.
/// </summary>
internal sealed class MaskTable
{
    private MaskTable(int[][] columns, double scale, List<int[]> dropped, double[] probabilities, double[] ofCount, int most)
    {
        Columns = columns;
        Scale = scale;
        Dropped = [.. dropped];
        Probabilities = probabilities;
        int units = columns.Length;
        for (int count = most + 1; count <= units; count++)
        {
            Rest += ofCount[count];
            RestDropped += ofCount[count] * count / units;
            RestPair += units > 1 ? ofCount[count] * count * (count - 1) / ((double)units * (units - 1)) : 0;
        }

        if (Rest > 0)
        {
            RestDropped /= Rest;
            RestPair /= Rest;
        }
    }

    /// <summary>Columns that are dropped together, for each unit.</summary>
    public int[][] Columns { get; }

    /// <summary>What kept values are multiplied by.</summary>
    public double Scale { get; }

    /// <summary>Units that each mask drops.</summary>
    public int[][] Dropped { get; }

    /// <summary>Probability of each mask.</summary>
    public double[] Probabilities { get; }

    public int Count => Dropped.Length;

    /// <summary>Probability of all other masks together.</summary>
    public double Rest { get; }

    /// <summary>Probability that one of these drops a unit.</summary>
    public double RestDropped { get; }

    /// <summary>Probability that one of these drops two given units.</summary>
    public double RestPair { get; }

    /// <summary>The table, or <see langword="null"/> where no mask that drops a unit would be in it.</summary>
    public static MaskTable? Create(DropoutState dropout, int maximum)
    {
        DropoutDefinition definition = dropout.Definition;
        int units = definition.MaskedUnits;
        if (definition.Kind is not (DropoutKind.Standard or DropoutKind.Feature or DropoutKind.Path)
            || definition.Balanced || dropout.Rate == 0 || units + 1 > maximum)
        {
            return null;
        }

        double keep = dropout.EffectiveKeepProbability;
        var dropped = new List<int[]>();
        int most = -1;
        for (long ways = 1; most < units && dropped.Count + ways <= maximum; ways = ways * (units - most) / (most + 1))
        {
            most++;
            AddAll(dropped, [], 0, units, most);
        }

        // Of a number of dropped units: of one such mask, and of all of them.
        double[] ofMask = [.. Enumerable.Range(0, units + 1).Select(count => Math.Pow(1 - keep, count) * Math.Pow(keep, units - count))];
        double[] ofCount = [.. ofMask.Select((probability, count) => probability * Ways(units, count))];
        int[][] columns = definition.Kind switch
        {
            DropoutKind.Feature => [.. definition.Features.Select(static feature => feature.Columns.ToArray())],
            DropoutKind.Path => [[.. Enumerable.Range(0, definition.Units)]],
            _ => [.. Enumerable.Range(0, units).Select(static unit => new[] { unit })],
        };
        return new MaskTable(
            columns, dropout.TrainingScale, dropped, [.. dropped.Select(mask => ofMask[mask.Length])], ofCount, most);
    }

    /// <summary>Scales what the masks may drop, as what they keep is scaled.</summary>
    public void ScaleKept(Span<double> values)
    {
        foreach (int[] columns in Columns)
        {
            foreach (int column in columns)
            {
                values[column] *= Scale;
            }
        }
    }

    /// <summary>Moments of scaled values over the masks that are not in the table. Any two units behave alike.</summary>
    public void WriteRest(UnitMoments moments)
    {
        int count = moments.Count;
        double keep = 1 - RestDropped;
        double covariance = RestPair - (RestDropped * RestDropped);
        var units = new int[count];
        Array.Fill(units, -1);
        for (int unit = 0; unit < Columns.Length; unit++)
        {
            foreach (int column in Columns[unit])
            {
                units[column] = unit;
            }
        }

        moments.Dependence = Dependence.Correlated;
        for (int i = 0; i < count; i++)
        {
            Span<double> row = moments.CovarianceRow(i);
            for (int j = 0; j < count; j++)
            {
                double factor = units[i] < 0 || units[j] < 0 ? 0 : units[i] == units[j] ? keep * RestDropped : covariance;
                row[j] = factor * moments.Mean[i] * moments.Mean[j];
            }

            moments.Variance[i] = row[i];
        }

        for (int i = 0; i < count; i++)
        {
            moments.Mean[i] *= units[i] < 0 ? 1 : keep;
        }
    }

    private static void AddAll(List<int[]> masks, int[] chosen, int first, int units, int left)
    {
        if (left == 0)
        {
            masks.Add(chosen);
            return;
        }

        for (int unit = first; unit <= units - left; unit++)
        {
            AddAll(masks, [.. chosen, unit], unit + 1, units, left - 1);
        }
    }

    private static double Ways(int units, int count)
    {
        double ways = 1;
        for (int i = 0; i < count; i++)
        {
            ways = ways * (units - i) / (i + 1);
        }

        return ways;
    }
}
