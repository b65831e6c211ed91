using DropoutGen.Benchmarks.Peers.HandWritten;
using DropoutGen.Benchmarks.Peers.Libtorch;
using DropoutGen.Benchmarks.Peers.Onnx;

namespace DropoutGen.Benchmarks.Peers.Measuring;

/// <summary>Times all contenders of a scenario in turns, so that a change of the machine's clock meets all alike.</summary>
internal static class Race
{
    /// <summary>Runs a scenario.</summary>
    public static Result Run(Scenario scenario, VectorWidth width, Availability availability, int wanted)
    {
        using var first = new Entrant(scenario.Network.Ours(scenario, width));
        using Entrant? libtorch = Libtorch(scenario, availability);
        using Entrant? looped = scenario.Phase == Phase.Sample && availability.Libtorch is null
            ? new Entrant(new LibtorchSampling(scenario, batched: false))
            : null;
        using Entrant? onnx = scenario.Phase == Phase.Infer && availability.OnnxRuntime is null
            ? new Entrant(new OnnxInference(scenario.Network, new Batch(scenario.Network.Shape, scenario.Batch), scenario.Threads))
            : null;
        using Entrant? byHand = HandWrittenContender.Does(scenario) ? new Entrant(new HandWrittenContender(scenario)) : null;

        Entrant[] entrants = [.. new[] { first, libtorch, looped, onnx, byHand }.OfType<Entrant>()];
        RepeatedWork.WarmUp(entrants);
        using var rounds = new Rounds(entrants, scenario.Threads);
        rounds.Run(wanted);

        Sample microseconds = first.Microseconds;
        double peak = rounds.Peak.Median * scenario.Threads;
        return new Result(
            scenario,
            width,
            rounds.Processors.Median,
            microseconds.Median,
            microseconds.Spread,
            scenario.SkipsWork ? null : scenario.Operations / (microseconds.Median * 1e-6) / peak,
            libtorch?.Microseconds.Median,
            looped?.Microseconds.Median,
            onnx?.Microseconds.Median,
            byHand?.Microseconds.Median);
    }

    private static Entrant? Libtorch(Scenario scenario, Availability availability) => availability.Libtorch is not null
        ? null
        : new Entrant(scenario.Phase switch
        {
            Phase.Train => new LibtorchTraining(scenario),
            Phase.Infer => new LibtorchInference(scenario.Network, new Batch(scenario.Network.Shape, scenario.Batch), scenario.Threads),
            _ => new LibtorchSampling(scenario, batched: true),
        });
}
