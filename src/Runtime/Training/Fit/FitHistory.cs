using System.Globalization;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>The epochs of a training so far, and the network of the best one: what a resumed training goes on from.</summary>
internal sealed class FitHistory
{
    private const string CountKey = "fit.epochs";
    private const string BestPrefix = "trainer.best.";

    private readonly List<FitEpoch> _epochs = [];

    public IReadOnlyList<FitEpoch> Epochs => _epochs;

    /// <summary>The best epoch, once there is one.</summary>
    public FitEpoch? Best { get; private set; }

    /// <summary>The network behind the best epoch, where it is kept.</summary>
    public NetworkContent? BestNetwork { get; set; }

    /// <summary>Whether so many epochs went by without a better one.</summary>
    public bool HasStalled(int? patience) => Best is { } best && _epochs.Count - best.Epoch >= patience;

    /// <summary>Whether a score is better than the best by more than this.</summary>
    public bool IsBetter(double score, double minimumImprovement) =>
        Best is null || (double.IsNaN(Best.Score) && !double.IsNaN(score)) || score < Best.Score - minimumImprovement;

    public void Add(FitEpoch epoch)
    {
        _epochs.Add(epoch);
        if (epoch.IsBest)
        {
            Best = epoch;
        }
    }

    public void AddTo(SafetensorsContent content)
    {
        content.Add(CountKey, _epochs.Count);
        foreach (FitEpoch epoch in _epochs)
        {
            content.Add(Key(epoch.Epoch), string.Join(' ', Numbers(epoch).Select(static number => number.ToString("R", CultureInfo.InvariantCulture))));
        }

        BestNetwork?.Add(content, BestPrefix);
    }

    /// <summary>Reads what <see cref="AddTo"/> wrote.</summary>
    /// <exception cref="CheckpointMismatchException">The checkpoint is not one of this training loop.</exception>
    /// <exception cref="InvalidSafetensorsException">It is damaged.</exception>
    /// <exception cref="ParameterMismatchException">The best network's tensors do not fit.</exception>
    public static FitHistory Read(SafetensorsFile file, NetworkState network, bool keepsBest)
    {
        if (!file.Metadata.ContainsKey(CountKey))
        {
            throw new CheckpointMismatchException("The checkpoint was not made by Fit: it has no epochs to go on from.");
        }

        var history = new FitHistory();
        long count = CheckpointFile.Number(file, CountKey);
        for (int epoch = 1; epoch <= count; epoch++)
        {
            history.Add(Epoch(file, epoch));
        }

        if (keepsBest && history.Best is not null)
        {
            history.BestNetwork = file.Find(BestPrefix + network.Parameters[0].Name) is not null
                ? NetworkContent.Read(network, file, BestPrefix)
                : throw new CheckpointMismatchException(
                    "RestoreBest needs the network of the best epoch, which a checkpoint has only if it was made with RestoreBest.");
        }

        return history;
    }

    private static string Key(int epoch) => string.Create(CultureInfo.InvariantCulture, $"fit.epoch{epoch}");

    // NaN stands for what is absent.
    private static double[] Numbers(FitEpoch epoch) =>
    [
        epoch.TrainingLoss,
        epoch.Validation?.Loss ?? double.NaN,
        epoch.Validation?.Accuracy ?? double.NaN,
        epoch.Validation?.Rows ?? 0,
        epoch.Score,
        epoch.IsBest ? 1 : 0,
        epoch.LearningRate,
    ];

    private static FitEpoch Epoch(SafetensorsFile file, int epoch)
    {
        string text = file.Metadata.GetValueOrDefault(Key(epoch), "");
        string[] parts = text.Split(' ');
        var numbers = new double[7];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (parts.Length != numbers.Length
                || !double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
            {
                throw new InvalidSafetensorsException(
                    $"The metadata '{Key(epoch)}' is {SafetensorsHeader.Quote(text)}; it must be {numbers.Length} numbers.");
            }
        }

        Evaluation? validation = numbers[3] > 0
            ? new Evaluation(numbers[1], double.IsNaN(numbers[2]) ? null : numbers[2], (long)numbers[3])
            : null;
        return new FitEpoch(epoch, numbers[0], validation, numbers[4], numbers[5] != 0, (float)numbers[6]);
    }
}
