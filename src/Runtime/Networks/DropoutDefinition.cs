using System.Collections.Immutable;
using System.ComponentModel;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>One dropout of a network as declared. Its site, the number in the mask contract, is its index.</summary>
public sealed class DropoutDefinition
{
    /// <summary>Describes a dropout; called by generated code.</summary>
    /// <param name="name">Name, for example <c>dropout0</c>.</param>
    /// <param name="units">Number of units it acts on; of DropConnect the units of the Dense whose weights it masks.</param>
    /// <param name="rate">Declared probability to drop a unit.</param>
    /// <param name="scaling">Where kept units are scaled.</param>
    /// <param name="kind">What it does to a value.</param>
    /// <param name="features">What is dropped as a whole, for <see cref="DropoutKind.Feature"/>.</param>
    /// <param name="noiseBuffer">Buffer of the workspace for what is drawn beside a mask; -1 for none.</param>
    /// <param name="rowsPerMask">How many consecutive rows share a mask.</param>
    /// <param name="balanced">Whether exactly 8 of each 16 units are kept.</param>
    /// <param name="penalty">What it adds to the loss; null for nothing.</param>
    /// <param name="weight">Index of the parameter that it masks, for <see cref="DropoutKind.Connect"/>; -1 for none.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public DropoutDefinition(
        string name,
        int units,
        double rate,
        DropoutScaling scaling = DropoutScaling.Inverted,
        DropoutKind kind = DropoutKind.Standard,
        ImmutableArray<DropoutFeature> features = default,
        int noiseBuffer = -1,
        int rowsPerMask = 1,
        bool balanced = false,
        int weight = -1,
        DropoutPenalty? penalty = null)
    {
        Name = name;
        Units = units;
        Rate = rate;
        Scaling = scaling;
        Kind = kind;
        Features = features.IsDefault ? [] : features;
        NoiseBuffer = noiseBuffer;
        RowsPerMask = rowsPerMask;
        Balanced = balanced;
        Weight = weight;
        Penalty = penalty;
    }

    /// <summary>Name, for example <c>dropout0</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// Number of units it acts on; of <see cref="DropoutKind.Connect"/> the units of the Dense whose weights it masks. Those of
    /// <see cref="DropoutKind.Path"/> are kept or dropped together.
    /// </summary>
    public int Units { get; }

    /// <summary>The declared probability to drop a unit: the default of the network's state.</summary>
    public double Rate { get; }

    /// <summary>Where kept units are scaled; <see cref="DropoutKind.Standard"/> and <see cref="DropoutKind.Path"/> can choose.</summary>
    public DropoutScaling Scaling { get; }

    /// <summary>What it does to a value.</summary>
    public DropoutKind Kind { get; }

    /// <summary>What is dropped as a whole: features of the inputs. Empty where each unit is dropped by itself.</summary>
    public ImmutableArray<DropoutFeature> Features { get; }

    /// <summary>How many consecutive rows share a mask; 1 where each has its own.</summary>
    public int RowsPerMask { get; }

    /// <summary>Whether exactly 8 of each 16 units are kept.</summary>
    public bool Balanced { get; }

    /// <summary>Whether training draws no masks, and adds what they would add to the expected squared error.</summary>
    public bool Marginalized => Penalty is { Logit: < 0 };

    internal int NoiseBuffer { get; }

    /// <summary>What it adds to the loss in training; null for nothing.</summary>
    internal DropoutPenalty? Penalty { get; }

    /// <summary>Index of the weight that it masks; -1 where it acts on values.</summary>
    internal int Weight { get; }

    /// <summary>Number of independent bits in a row's mask.</summary>
    internal int MaskedUnits => Kind switch
    {
        DropoutKind.Feature => Features.Length,
        DropoutKind.Path => 1,
        _ => Units,
    };
}
