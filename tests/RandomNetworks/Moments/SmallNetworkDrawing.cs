using System.Collections.Immutable;
using System.Globalization;
using DropoutGen.RandomNetworks.Tests.Declarations;

namespace DropoutGen.RandomNetworks.Tests.Moments;

/// <summary>
/// Networks with so few masks that all can be gone through, and with moments that are exact: either linear behind the first
/// dropout, with any number of them, or with anything anywhere and a single one on few units. Blocks go into blocks.
/// </summary>
internal sealed class SmallNetworkDrawing
{
    private const int MostDepth = 3;
    private const int MostUnits = 4;

    private readonly Random _random;
    private readonly string _name;
    private readonly bool _isSingle;
    private readonly List<DeclaredBlock> _blocks = [];
    private int _bits;
    private bool _hasNoise;

    private SmallNetworkDrawing(int seed)
    {
        _random = new Random(seed);
        _name = string.Create(CultureInfo.InvariantCulture, $"Small{seed}Block");
        _isSingle = _random.Next(3) == 0;
        _bits = _isSingle ? MostUnits : 11;
    }

    public static DeclaredNetwork Draw(int seed)
    {
        var drawing = new SmallNetworkDrawing(seed);
        int inputs = drawing._random.Next(2, MostUnits + 1);
        (List<DeclaredLayer> layers, int units) = drawing.Sequence(inputs, MostDepth, 1, drawing._random.Next(3, 7));
        if (!drawing._hasNoise)
        {
            layers.Add(drawing.Masks(units));
        }

        layers.Add(drawing.Product());
        layers.Add(new DeclaredLayer("MeanSquaredError", []));
        return new DeclaredNetwork(seed, inputs, [.. layers], Place.Plain(seed), IsPlain: true) { Blocks = [.. drawing._blocks] };
    }

    // Inside something that is repeated each layer counts so many times.
    private (List<DeclaredLayer> Layers, int Units) Sequence(int units, int depth, int times, int count)
    {
        var layers = new List<DeclaredLayer>();
        for (; count > 0; count--)
        {
            switch (_random.Next(8))
            {
                case 0 or 1:
                    DeclaredLayer product = Product();
                    int weights = units * product.Outputs!.Value * times;
                    if (!_isSingle && weights <= _bits && _random.Next(3) == 0)
                    {
                        _bits -= weights;
                        _hasNoise = true;
                        layers.Add(new DeclaredLayer("DropConnect", [Rate()]));
                    }

                    layers.Add(product);
                    units = product.Outputs.Value;
                    break;
                case 2 or 3 when units * times <= _bits && (!_isSingle || (times == 1 && !_hasNoise)):
                    layers.Add(Masks(units * times));
                    break;
                case 4:
                    layers.Add(new DeclaredLayer("BatchNorm", []));
                    break;
                case 5 or 6 when depth > 0:
                    layers.Add(Block(units, depth - 1, times));
                    break;
                default:
                    if (_isSingle || (times == 1 && !_hasNoise))
                    {
                        string[] names = ["Tanh", "Relu", "Gelu", "LayerNorm"];
                        layers.Add(new DeclaredLayer(names[_random.Next(names.Length)], []));
                    }

                    break;
            }
        }

        return (layers, units);
    }

    private DeclaredLayer Block(int units, int depth, int times)
    {
        bool isResidual = _random.Next(4) > 0;
        int repeat = _random.Next(3) == 0 ? 2 : 1;
        ImmutableArray<DeclaredArgument> path = isResidual ? Path(times * repeat) : [];
        (List<DeclaredLayer> layers, int outputs) = Sequence(units, depth, times * repeat, _random.Next(1, 4));
        _hasNoise |= !path.IsEmpty;
        if (outputs != units || layers.Count == 0)
        {
            layers.Add(Product().WithOutputs(units));
        }

        string name = string.Create(CultureInfo.InvariantCulture, $"{_name}{_blocks.Count}");
        _blocks.Add(new DeclaredBlock(name, [.. layers]));
        ImmutableArray<DeclaredArgument> arguments = isResidual
            ? [.. path, .. repeat == 1 ? Array.Empty<DeclaredArgument>() : [new DeclaredArgument("Repeat", "2", IsProperty: true)]]
            : [new DeclaredArgument("count", repeat == 1 ? "1" : "2")];
        return new DeclaredLayer(isResidual ? "Residual" : "Repeat", arguments) { Block = name };
    }

    // Whether the branches of a residual block are dropped: a bit for each.
    private ImmutableArray<DeclaredArgument> Path(int bits)
    {
        if (_random.Next(3) > 0 || bits > _bits || (_isSingle && (bits > 1 || _hasNoise)))
        {
            return [];
        }

        // What the branch holds comes first; of a single noise it holds no other.
        _bits -= bits;
        _hasNoise |= _isSingle;
        return
        [
            new DeclaredArgument("DropPath", Rate().Value, IsProperty: true),
            .. _random.Next(2) == 0 ? [new DeclaredArgument("DropPathScaling", "DropoutScaling.Classic", IsProperty: true)] : Array.Empty<DeclaredArgument>(),
            .. _random.Next(2) == 0 ? [new DeclaredArgument("DropPathSchedule", "DropPathSchedule.Linear", IsProperty: true)] : Array.Empty<DeclaredArgument>(),
        ];
    }

    private DeclaredLayer Product() => new(
        "Dense",
        [
            new DeclaredArgument(DeclaredLayer.Units, (1 + _random.Next(MostUnits)).ToString(CultureInfo.InvariantCulture)),
            .. _random.Next(3) == 0 ? [new DeclaredArgument("Bias", "false", IsProperty: true)] : Array.Empty<DeclaredArgument>(),
        ]);

    private DeclaredLayer Masks(int bits)
    {
        _bits -= bits;
        _hasNoise = true;
        return _random.Next(4) switch
        {
            0 when !_isSingle => new DeclaredLayer("AlphaDropout", [Rate()]),
            1 => new DeclaredLayer("Dropout", [Rate(), new DeclaredArgument("Scaling", "DropoutScaling.Classic", IsProperty: true)]),
            _ => new DeclaredLayer("Dropout", [Rate()]),
        };
    }

    private DeclaredArgument Rate() => new("rate", (0.05 + (0.05 * _random.Next(12))).ToString("F2", CultureInfo.InvariantCulture));
}
