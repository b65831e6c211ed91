using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <content>Checkpoints: training that is saved, restored and goes on as if nothing had been.</content>
public sealed partial class Trainer<TNetwork, TTarget, TRule>
{
    /// <summary>
    /// Saves everything that training goes on from: parameters, dropout rates, the optimizer's state and learning rate, the
    /// counts of steps and passes, and gradients that wait for <see cref="Update"/>.
    /// </summary>
    /// <remarks>
    /// The file is safetensors with a checksum; the network's <c>Load</c> reads it too. It is written beside the target and
    /// moved into place: whatever fails, an older file stays as it is. The activations of an open <see cref="Forward"/> are
    /// not saved: behind a restore <see cref="Backward"/> needs a new one.
    /// </remarks>
    /// <param name="path">The file; an existing one is replaced once the new one is complete.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using the trainer.</exception>
    /// <exception cref="ObjectDisposedException">The trainer is disposed.</exception>
    public void SaveCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        SaveCheckpoint(path, extend: null);
    }

    /// <summary>Saves to a stream; see <see cref="SaveCheckpoint(string)"/>.</summary>
    /// <param name="stream">Written from its present position; stays open.</param>
    /// <exception cref="InvalidOperationException">Another thread is using the trainer.</exception>
    /// <exception cref="ObjectDisposedException">The trainer is disposed.</exception>
    public void SaveCheckpoint(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Enter();
        try
        {
            CheckpointContent().WriteChecked(stream);
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>
    /// Takes up training where <see cref="SaveCheckpoint(string)"/> left it: on the same vector width, losses and parameters
    /// are from here on the same bits as without the break. A failure changes nothing, neither here nor in the network.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidSafetensorsException">The file is damaged; the message says where.</exception>
    /// <exception cref="CheckpointMismatchException">
    /// It is no checkpoint, or one of another version, network, layer, optimizer or setting (<see cref="TrainerOptions.Seed"/>,
    /// <see cref="TrainerOptions.MaskScope"/>, <see cref="TrainerOptions.RateSchedules"/>, <see cref="TrainerOptions.ClipValue"/>,
    /// <see cref="TrainerOptions.ClipNorm"/>, <see cref="TrainerOptions.Groups"/>).
    /// </exception>
    /// <exception cref="ParameterMismatchException">Names, shapes or rates do not fit the network.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using the trainer.</exception>
    /// <exception cref="ObjectDisposedException">The trainer is disposed.</exception>
    public void RestoreCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        RestoreCheckpoint(stream);
    }

    /// <summary>Restores from a stream; see <see cref="RestoreCheckpoint(string)"/>.</summary>
    /// <param name="stream">Read from its present position to its end.</param>
    /// <exception cref="InvalidSafetensorsException">The data are damaged; the message says where.</exception>
    /// <exception cref="CheckpointMismatchException">They are no checkpoint, or another trainer's.</exception>
    /// <exception cref="ParameterMismatchException">Names, shapes or rates do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using the trainer.</exception>
    /// <exception cref="ObjectDisposedException">The trainer is disposed.</exception>
    public void RestoreCheckpoint(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        RestoreCheckpoint(stream, readExtension: null);
    }

    /// <param name="path">The file.</param>
    /// <param name="extend">Adds what is not the trainer's own.</param>
    internal void SaveCheckpoint(string path, Action<SafetensorsContent>? extend)
    {
        Enter();
        try
        {
            SafetensorsContent content = CheckpointContent();
            extend?.Invoke(content);
            AtomicFile.Write(path, content.WriteChecked);
        }
        finally
        {
            Exit();
        }
    }

    /// <param name="stream">Where from.</param>
    /// <param name="readExtension">Reads what is not the trainer's own; it may refuse, since nothing is changed yet.</param>
    internal void RestoreCheckpoint(Stream stream, Action<SafetensorsFile>? readExtension)
    {
        Enter();
        try
        {
            SafetensorsFile file = CheckpointFile.Read(stream);

            // Everything is checked before anything is changed.
            long stepCount = CheckpointFile.Number(file, CheckpointFile.StepKey);
            long passCount = CheckpointFile.Number(file, CheckpointFile.PassKey);
            Identity(stepCount).Require(file, "the trainer");
            NetworkContent network = NetworkContent.Read(_state, file);
            ParameterCollection[] states = OptimizerStates();
            float[][][] stateValues =
            [
                .. states.Select((state, number) => Values(file, state, name => CheckpointFile.StateName(number, name))),
            ];
            bool hasGradients = file.Find(CheckpointFile.GradientPrefix + _definition.Parameters[0].Name) is not null;
            float[][] gradients = hasGradients ? Values(file, Gradients, static name => CheckpointFile.GradientPrefix + name) : [];
            TRule rule = RuleWithLearningRate(file);
            readExtension?.Invoke(file);

            network.Apply();
            for (int i = 0; i < states.Length; i++)
            {
                Apply(states[i], stateValues[i]);
            }

            if (hasGradients)
            {
                Apply(Gradients, gradients);
            }

            (StepCount, PassCount) = (stepCount, passCount);
            _rule = rule;
            _isPrepared = false;
            _hasGradients = hasGradients;
            _forwardRows = 0;
        }
        finally
        {
            Exit();
        }
    }

    private static void Apply(ParameterCollection views, float[][] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            views[i].CopyFrom(values[i]);
        }
    }

    private float[][] Values(SafetensorsFile file, ParameterCollection views, Func<string, string> name) =>
        [.. views.Select(view => NetworkContent.Values($"The trainer of {_definition.Name}", file, name(view.Name), view))];

    private SafetensorsContent CheckpointContent()
    {
        SafetensorsContent content = CheckpointFile.Create();
        Identity(StepCount).AddTo(content);
        NetworkContent.Add(_state, content);
        content.Add(CheckpointFile.StepKey, StepCount);
        content.Add(CheckpointFile.PassKey, PassCount);
        content.Add(CheckpointFile.LearningRateKey, LearningRate);
        foreach ((int number, ParameterCollection state) in OptimizerStates().Index())
        {
            foreach (ParameterView view in state)
            {
                content.Add(CheckpointFile.StateName(number, view.Name), view);
            }
        }

        if (_hasGradients)
        {
            foreach (ParameterView view in Gradients)
            {
                content.Add(CheckpointFile.GradientPrefix + view.Name, view);
            }
        }

        return content;
    }

    private CheckpointFacts Identity(long step) => TrainerIdentity.Of(_definition, _loss, Options, in _rule, _groups, step);

    // State k of all parameters lies as the parameters do, one storage length behind state k - 1.
    private ParameterCollection[] OptimizerStates() =>
    [
        .. Enumerable.Range(0, _rule.StateCount)
            .Select(number => new ParameterCollection(_definition, _optimizerState, number * _definition.StorageLength)),
    ];

    private TRule RuleWithLearningRate(SafetensorsFile file)
    {
        double learningRate = CheckpointFile.Value(file, CheckpointFile.LearningRateKey);
        TRule rule = _rule;
        try
        {
            rule.LearningRate = (float)learningRate;
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new InvalidSafetensorsException(
                $"The metadata '{CheckpointFile.LearningRateKey}' are refused by {typeof(TRule).Name}: {exception.Message}", exception);
        }

        return rule;
    }
}
