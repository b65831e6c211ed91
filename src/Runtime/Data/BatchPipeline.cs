using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace DropoutGen;

/// <summary>The batches of one epoch, read ahead on a thread of its own or, with none ahead, on the caller's.</summary>
internal sealed class BatchPipeline<TTarget> : IDisposable
    where TTarget : unmanaged
{
    private readonly IBatchReader<TTarget> _reader;
    private readonly Batch<TTarget> _current;
    private readonly Thread? _thread;
    private readonly BlockingCollection<Batch<TTarget>> _empty = [];

    private readonly BlockingCollection<Batch<TTarget>> _filled = [];
    private readonly CancellationTokenSource _stop = new();
    private Batch<TTarget>? _lent;

    // What ended the reading too early; to be thrown where the next batch would have come.
    private Exception? _failure;

    /// <param name="data">The data.</param>
    /// <param name="order">The epoch's order.</param>
    /// <param name="batchSize">Rows of a batch.</param>
    /// <param name="ahead">Batches that are read ahead.</param>
    public BatchPipeline(IDataSource<TTarget> data, BatchOrder order, int batchSize, int ahead)
    {
        _current = new Batch<TTarget>(batchSize, data.InputsPerRow, data.TargetsPerRow);
        for (int i = 0; i < ahead; i++)
        {
            _empty.Add(new Batch<TTarget>(batchSize, data.InputsPerRow, data.TargetsPerRow));
        }

        if (ahead > 0)
        {
            _empty.Add(_current);
            _thread = new Thread(ReadAhead) { IsBackground = true, Name = "DropoutGen prefetch" };
        }

        // Behind all that takes memory here: an open reader may hold a file.
        _reader = data.Open(order);
        try
        {
            _thread?.Start();
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    /// <summary>The next batch, which is the caller's until the next call; <see langword="null"/> behind the last.</summary>
    public Batch<TTarget>? Next(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_thread is null)
        {
            _current.Clear();
            return _reader.Read(_current) ? _current : null;
        }

        if (_lent is not null)
        {
            _empty.Add(_lent, cancellation);
            _lent = null;
        }

        if (_filled.TryTake(out _lent, Timeout.Infinite, cancellation))
        {
            return _lent;
        }

        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }

        return null;
    }

    /// <summary>Ends the thread, behind the read that it is in.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _thread?.Join();
        _reader.Dispose();
        _stop.Dispose();
        _empty.Dispose();
        _filled.Dispose();
    }

    private void ReadAhead()
    {
        try
        {
            while (true)
            {
                Batch<TTarget> batch = _empty.Take(_stop.Token);
                batch.Clear();
                if (!_reader.Read(batch))
                {
                    break;
                }

                _filled.Add(batch);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Nobody waits for a further batch.
        }
        catch (Exception exception)
        {
            // No failure is lost, and batches in front of it are trained on. Little is allocated here: memory may be gone.
            _failure = exception;
        }

        _filled.CompleteAdding();
    }
}
