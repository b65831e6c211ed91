using System.Globalization;

namespace DropoutGen.Samples.Uncertainty.Uci;

/// <summary>A data set with its splits and grids, as the authors' code keeps them in text files.</summary>
internal sealed class UciData
{
    private const int HiddenUnits = 50;

    private readonly string _folder;
    private readonly double[][] _table;
    private readonly int[] _features;
    private readonly int _target;

    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file does not hold what belongs there.</exception>
    public UciData(string folder)
    {
        _folder = folder;
        _table =
        [
            .. File.ReadLines(Path.Combine(folder, "data.txt"))
                .Where(static line => !string.IsNullOrWhiteSpace(line))
                .Select(line => Parse(line, "data.txt")),
        ];
        _features = Integers("index_features.txt");
        _target = Single("index_target.txt");
        Splits = Single("n_splits.txt");
        EpochUnits = Single("n_epochs.txt");
        Rates = Numbers("dropout_rates.txt");
        Precisions = Numbers("tau_values.txt");
        int hidden = Single("n_hidden.txt");
        if (hidden != HiddenUnits)
        {
            throw new InvalidDataException(
                $"{folder}/n_hidden.txt asks for {hidden} hidden units; the networks of this sample are declared with {HiddenUnits}.");
        }
    }

    /// <summary>Values in a row of inputs.</summary>
    public int Features => _features.Length;

    public int Rows => _table.Length;

    public int Splits { get; }

    /// <summary>The file's number of epochs, to be multiplied.</summary>
    public int EpochUnits { get; }

    public double[] Rates { get; }

    /// <summary>Precisions of the noise, in 1 / unit of the target squared.</summary>
    public double[] Precisions { get; }

    /// <summary>The rows to train on, in the file's order.</summary>
    public Samples Training(int split) => Take(Integers($"index_train_{split}.txt"));

    /// <summary>The rows to test on.</summary>
    public Samples Test(int split) => Take(Integers($"index_test_{split}.txt"));

    private Samples Take(int[] rows) => new(
        _features.Length,
        [.. rows.SelectMany(row => _features.Select(feature => _table[row][feature]))],
        [.. rows.Select(row => _table[row][_target])]);

    private double[] Numbers(string file) =>
        Parse(File.ReadAllText(Path.Combine(_folder, file)), file);

    // The files write whole numbers as floats.
    private int[] Integers(string file) => [.. Numbers(file).Select(static value => (int)value)];

    private int Single(string file) => Integers(file) is [int value]
        ? value
        : throw new InvalidDataException($"{_folder}/{file} must hold one number.");

    private double[] Parse(string text, string file) =>
    [
        .. text
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => double.TryParse(word, CultureInfo.InvariantCulture, out double value)
                ? value
                : throw new InvalidDataException($"{_folder}/{file}: '{word}' is not a number.")),
    ];
}
