using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>Settings of a <see cref="Trainer{TNetwork, TTarget, TRule}"/>.</summary>
public sealed class TrainerOptions
{
    /// <summary>The most rows that one step may have; memory grows with it. Default: 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Key of the dropout masks: equal seeds give equal masks. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Threads that a step may use, the caller included: 1 to 32. Default: 1. Losses and parameters are the same bits for
    /// any number. A step uses fewer while other parallel work of the process has the processors, and work too small to be
    /// worth it stays on the caller. A trainer with more than one keeps threads of its own; dispose it to end them.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>Each value of the gradient is clipped to [-ClipValue, ClipValue]. Default: no clipping.</summary>
    public float? ClipValue { get; init; }

    /// <summary>
    /// The gradient of all parameters together is scaled down to this Euclidean norm if it is longer. Default: no
    /// clipping. It needs the whole gradient before the first update, so the update is not fused with it.
    /// </summary>
    public float? ClipNorm { get; init; }

    /// <summary>Learning rate and weight decay factors for each parameter. Default: all but biases of dense layers decay.</summary>
    public Func<ParameterDefinition, ParameterGroup> Groups { get; init; } = ParameterGroup.Default;

    /// <summary>What <see cref="Threads"/> means. Tests set it, to share work that is not worth it.</summary>
    internal Parallelism Parallelism { get => field.Threads > 0 ? field : new Parallelism(Threads, ProcessorBudget.Shared); init; }

    internal void Validate()
    {
        if (BatchSize < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(BatchSize), BatchSize, "BatchSize must be 1 or above.");
        }

        ThreadsArgument.Validate(Threads, nameof(Threads));
        RequirePositive(ClipValue, nameof(ClipValue));
        RequirePositive(ClipNorm, nameof(ClipNorm));
        ArgumentNullException.ThrowIfNull(Groups);
    }

    private static void RequirePositive(float? value, string name)
    {
        if (value is { } limit && !(float.IsFinite(limit) && limit > 0f))
        {
            throw new ArgumentOutOfRangeException(name, limit, $"{name} must be finite and above 0.");
        }
    }
}
