using System;
using System.Buffers;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;
using Hal;

namespace Virtio.Driver;

/// <summary>
/// One request: a header, data in one direction, a response. A device type derives from it what the bytes mean. The object is the awaitable of its own
/// completion, and is used again for a later request.
/// </summary>
internal abstract class VirtioRequest : IValueTaskSource<int>, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<int> _completion;
    private CancellationTokenRegistration _registration;
    private MemoryHandle _pin;

    protected VirtioRequest() => Node = new LinkedListNode<VirtioRequest>(this);

    /// <summary>The place of the request among those that wait for room in the queue; it is in that list exactly while it waits.</summary>
    public LinkedListNode<VirtioRequest> Node { get; }

    /// <summary>The data; empty when the request has none.</summary>
    public DmaBuffer Data { get; private set; }

    /// <summary>Who writes <see cref="Data"/>.</summary>
    public BufferDirection DataDirection { get; private set; }

    /// <summary>The most bytes of <see cref="Data"/> behind one descriptor.</summary>
    public int MaxSegmentBytes { get; set; }

    /// <summary>Whether the caller has cancelled while the device had the request: the outcome is then a cancellation, but not before the device is done.</summary>
    public bool IsCancellationRequested { get; set; }

    /// <summary>When the request is overdue, on the clock of <see cref="Environment.TickCount64"/>.</summary>
    public long Deadline { get; set; }

    /// <summary>What <see cref="ReadResponse"/> returned.</summary>
    public int Value { get; set; }

    /// <summary>Why the request failed; <see langword="null"/> when it did not.</summary>
    public Exception? Failure { get; set; }

    /// <summary>The length of the header in bytes.</summary>
    public abstract int HeaderLength { get; }

    /// <summary>Writes the header.</summary>
    /// <param name="destination">Exactly <see cref="HeaderLength"/> bytes.</param>
    public abstract void WriteHeader(Span<byte> destination);

    /// <summary>Reads what the device answered.</summary>
    /// <param name="response">The response, a copy that the device cannot change any more.</param>
    /// <param name="written">The number of bytes that the device wrote into response and data together.</param>
    /// <returns>The result of the request.</returns>
    /// <exception cref="VirtioException">The request failed; the message says what it was.</exception>
    public abstract int ReadResponse(ReadOnlySpan<byte> response, uint written);

    /// <summary>The request for a person to read, such as <c>read of 8 sectors at sector 64</c>.</summary>
    public abstract string Describe();

    /// <summary>Takes the object back once the caller has the result.</summary>
    protected abstract void Recycle();

    /// <summary>Makes the object ready for a new request.</summary>
    /// <param name="continueOnDeviceThread">As in <see cref="VirtioDeviceOptions.ContinueOnDeviceThread"/>.</param>
    protected void Prepare(bool continueOnDeviceThread)
    {
        _completion.Reset();
        _completion.RunContinuationsAsynchronously = !continueOnDeviceThread;
        Data = default;
        IsCancellationRequested = false;
        Value = 0;
        Failure = null;
    }

    /// <summary>Gives the request its data, which stays pinned until the request is finished.</summary>
    /// <param name="memory">The data; not empty.</param>
    /// <param name="direction">Who writes it.</param>
    protected unsafe void Attach(Memory<byte> memory, BufferDirection direction)
    {
        _pin = memory.Pin();
        Data = new DmaBuffer((byte*)_pin.Pointer, memory.Length);
        DataDirection = direction;
    }

    /// <summary>Gives the request data that the caller keeps in place until the request is finished.</summary>
    /// <param name="buffer">The data; not empty.</param>
    /// <param name="direction">Who writes it.</param>
    protected void Attach(DmaBuffer buffer, BufferDirection direction)
    {
        Data = buffer;
        DataDirection = direction;
    }

    /// <summary>Calls <paramref name="cancel"/> when the caller cancels.</summary>
    public void CancelWith(Action<object?> cancel, CancellationToken token) => _registration = token.UnsafeRegister(cancel, this);

    /// <summary>The awaitable of this request, with its result.</summary>
    public ValueTask<int> Result => new(this, _completion.Version);

    /// <summary>The awaitable of this request, where the result does not matter.</summary>
    public ValueTask Completion => new(this, _completion.Version);

    /// <summary>
    /// Finishes a request that the device no longer has, or that says in its <see cref="Failure"/> that its memory is abandoned. Runs the caller's
    /// continuation; so no lock is held.
    /// </summary>
    public void Finish()
    {
        // Waits for a cancellation that is just running, so that none reaches the object's next request.
        CancellationToken token = _registration.Token;
        _registration.Dispose();
        _registration = default;
        MemoryHandle pin = _pin;
        _pin = default;
        if (Failure is DeviceStoppedException { MemoryAbandoned: true })
        {
            AbandonedMemory.KeepForEver(pin);
        }
        else
        {
            pin.Dispose();
        }

        if (Failure is null && IsCancellationRequested)
        {
            Failure = new OperationCanceledException($"The {Describe()} was cancelled; the device has given its memory back.", token);
        }

        if (Failure is null)
        {
            _completion.SetResult(Value);
        }
        else
        {
            _completion.SetException(Failure);
        }
    }

    void IValueTaskSource.GetResult(short token) => ((IValueTaskSource<int>)this).GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);

    int IValueTaskSource<int>.GetResult(short token)
    {
        try
        {
            return _completion.GetResult(token);
        }
        finally
        {
            Recycle();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);
}
