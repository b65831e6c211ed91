using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <content>The open road: forward, a loss of one's own, backward, update.</content>
public sealed partial class Trainer<TNetwork, TTarget, TRule>
{
    // What Forward keeps for Backward. The inputs are copied: the caller's span may be gone by then.
    private float[] _forwardInputs = [];
    private int _forwardRows;
    private AlignedBuffer? _gradientStorage;
    private ParameterCollection? _gradients;
    private GradientNorm? _gradientNorm;
    private GradientUpdate<TRule>? _update;
    private GradientUpdate<ClippedByValue<TRule>>? _clippedUpdate;
    private bool _hasGradients;

    /// <summary>The gradients that the last <see cref="Backward"/> left, by parameter.</summary>
    public ParameterCollection Gradients => _gradients ??= new ParameterCollection(_definition, GradientStorage);

    private AlignedBuffer GradientStorage => _gradientStorage ??= new AlignedBuffer(_definition.StorageLength);

    /// <summary>Runs a training forward pass: through fresh dropout masks, keeping what <see cref="Backward"/> needs.</summary>
    /// <param name="inputs">Rows x inputs values; 1 to <see cref="TrainerOptions.BatchSize"/> rows.</param>
    /// <param name="logits">Rows x outputs values are written here.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing is changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// Another thread is using the trainer, or a rate schedule gives no rate of 0 or above and below 1.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The trainer is disposed.</exception>
    public unsafe void Forward(ReadOnlySpan<float> inputs, Span<float> logits)
    {
        Enter();
        try
        {
            int rows = CheckRows(inputs);
            RowArgument.RequireLength(logits.Length, rows, _definition.Outputs, nameof(logits));
            if (_forwardInputs.Length < inputs.Length)
            {
                _forwardInputs = new float[checked(Options.BatchSize * _definition.Inputs)];
            }

            inputs.CopyTo(_forwardInputs);
            fixed (float* pinnedInputs = _forwardInputs)
            {
                _runner.Begin(pinnedInputs, rows);
                _rates.Set(StepCount);
                _runner.Forward(MaskKey.OfTraining(Options, PassCount));
            }

            Prediction.CopyRows(
                _workspace.BufferSpan(_definition.LogitsBuffer),
                _workspace.Stride(_definition.LogitsBuffer),
                logits,
                _definition.Outputs,
                rows);
            _state.BatchNorms.Add(_workspace, rows);
            _forwardRows = rows;
            PassCount++;
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>Computes <see cref="Gradients"/> from the gradient of a loss by the logits of the last <see cref="Forward"/>.</summary>
    /// <remarks>
    /// What <c>ConcreteDropout</c> adds to the loss is in the gradients, and, as for a mean squared error without sample weights, what marginalised
    /// dropout adds; each call adds it.
    /// </remarks>
    /// <param name="outputGradient">Rows x outputs values: the derivative of the loss by each logit.</param>
    /// <param name="inputGradient">Empty, or rows x inputs values that receive the derivative by each input.</param>
    /// <param name="accumulate">Whether to add to the gradients of earlier calls instead of replacing them.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing is changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// No <see cref="Forward"/> since the last <see cref="Update"/> or <see cref="Step"/>, or another thread is using the trainer.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The trainer is disposed.</exception>
    public unsafe void Backward(
        ReadOnlySpan<float> outputGradient, Span<float> inputGradient = default, bool accumulate = false)
    {
        Enter();
        try
        {
            int rows = _forwardRows > 0
                ? _forwardRows
                : throw new InvalidOperationException("Backward needs a Forward before it, since the last Update or Step.");
            RowArgument.RequireLength(outputGradient.Length, rows, _definition.Outputs, nameof(outputGradient));
            if (!inputGradient.IsEmpty)
            {
                RowArgument.RequireLength(inputGradient.Length, rows, _definition.Inputs, nameof(inputGradient));
            }

            SetOutputGradient(outputGradient, rows);
            if (_hasPenalties)
            {
                _ = Penalties.Prepare(_state, _workspace, rows, sampleWeights: default);
            }

            fixed (float* pinnedInputs = _forwardInputs)
            {
                _runner.Begin(pinnedInputs, rows);
                if (accumulate && _hasGradients)
                {
                    RunBackward(new AccumulateGradient(), !inputGradient.IsEmpty);
                }
                else
                {
                    RunBackward(new StoreGradient(), !inputGradient.IsEmpty);
                }
            }

            _hasGradients = true;
            if (!inputGradient.IsEmpty)
            {
                Prediction.CopyRows(
                    _workspace.BufferSpan(_definition.InputGradientBuffer),
                    _workspace.Stride(_definition.InputGradientBuffer),
                    inputGradient,
                    _definition.Inputs,
                    rows);
            }
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>Updates the parameters by <see cref="Gradients"/>, clipped as the options say.</summary>
    /// <exception cref="InvalidOperationException">
    /// No <see cref="Backward"/> since the last update, or another thread is using the trainer.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The trainer is disposed.</exception>
    public void Update()
    {
        Enter();
        try
        {
            if (!_hasGradients)
            {
                throw new InvalidOperationException("Update needs a Backward before it, since the last Update.");
            }

            _runner.BeginWork((long)_definition.StorageLength * GradientUpdate<TRule>.OperationsPerValue);
            ApplyGradients();
            _forwardRows = 0;
        }
        finally
        {
            Exit();
        }
    }

    private void SetOutputGradient(ReadOnlySpan<float> outputGradient, int rows)
    {
        int stride = _workspace.Stride(_definition.OutputGradientBuffer);
        Span<float> destination = _workspace.BufferSpan(_definition.OutputGradientBuffer);
        for (int row = 0; row < rows; row++)
        {
            Span<float> padded = destination.Slice(row * stride, stride);
            outputGradient.Slice(row * _definition.Outputs, _definition.Outputs).CopyTo(padded);
            padded[_definition.Outputs..].Clear();
        }
    }

    private void RunBackward<TGradient>(TGradient gradient, bool inputGradient)
        where TGradient : struct, IUpdateRule<TGradient>
    {
        // The same rule for every parameter: what it does to a gradient does not depend on the group.
        TGradient[] rules = GradientRules<TGradient>.For(_definition.Parameters.Length, gradient);
        _runner.Backward(GradientStorage, _optimizerState, rules, inputGradient);
    }

    private void ApplyGradients()
    {
        PrepareRules();
        float scale = 1f;
        if (Options.ClipNorm is { } limit)
        {
            _gradientNorm ??= new GradientNorm(GradientStorage);
            double norm = _gradientNorm.Compute(_runner);
            scale = norm > limit ? (float)(limit / norm) : 1f;
        }

        if (_clipped.Length > 0)
        {
            _clippedUpdate ??= new(_state, GradientStorage, _optimizerState, _clipped);
            _clippedUpdate.Apply(_runner, scale);
        }
        else
        {
            _update ??= new(_state, GradientStorage, _optimizerState, _prepared);
            _update.Apply(_runner, scale);
        }

        _hasGradients = false;
        EndUpdate();
    }
}
