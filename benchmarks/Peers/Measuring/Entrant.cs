namespace DropoutGen.Benchmarks.Peers.Measuring;

/// <summary>A contender in a race, with its times.</summary>
internal sealed class Entrant(Contender contender) : RepeatedWork(contender.Run), IDisposable
{
    public void Dispose() => contender.Dispose();
}
