using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Hal;

namespace Virtio.Driver;

/// <summary>
/// The requests of one virtqueue from submission to completion. Requests that find no room wait in the order they came; completed ones are
/// finished in the order in which the device returns them. Lives from one reset of the device to the next.
/// </summary>
/// <typeparam name="THal">The HAL of the device.</typeparam>
/// <remarks>All members may be called from any thread, <see cref="Service"/> by one at a time.</remarks>
internal sealed unsafe class RequestQueue<THal> : IDisposable
    where THal : struct, IHal
{
    // Headers and responses each begin on a cache line of their own: the device writes one while the CPU writes the next.
    private const int CacheLine = 64;

    private readonly Lock _gate = new();
    private readonly IVirtioTransport _transport;
    private readonly ushort _index;
    private readonly DeviceProfile _profile;
    private readonly VirtioDeviceOptions _options;
    private readonly QueueCounters _counters;
    private readonly VirtQueue<THal> _ring;

    // Header and response of a chain lie at the place that its head names, in DMA memory: a HAL that copies on Share need not copy these.
    private readonly Dma<THal> _headers;
    private readonly Dma<THal> _responses;
    private readonly int _headerStride;
    private readonly int _responseStride;

    private readonly VirtioRequest?[] _inFlight;
    private readonly LinkedList<VirtioRequest> _waiting = new();
    private readonly Action<object?> _cancel;
    private Exception? _closed;
    private Exception? _notifyFailure;

    // Used again and again: by whoever holds the lock, and by Service.
    private readonly DmaBuffer[] _segments;
    private readonly List<VirtioRequest> _finished = [];

    public RequestQueue(
        IVirtioTransport transport, ushort index, DeviceProfile profile, VirtioDeviceOptions options, VirtQueue<THal> ring, QueueCounters counters)
    {
        _transport = transport;
        _index = index;
        _profile = profile;
        _options = options;
        _counters = counters;
        _ring = ring;
        _cancel = request => Cancel((VirtioRequest)request!);
        _inFlight = new VirtioRequest?[ring.Size];
        _segments = new DmaBuffer[ring.Size];
        _headerStride = RoundUp(profile.MaxHeaderBytes);
        _responseStride = RoundUp(profile.ResponseBytes);
        _headers = new Dma<THal>(PagesFor(ring.Size, _headerStride), BufferDirection.DriverToDevice);
        try
        {
            _responses = new Dma<THal>(PagesFor(ring.Size, _responseStride), BufferDirection.DeviceToDriver);
        }
        catch
        {
            _headers.Dispose();
            throw;
        }

        // Nothing is in flight and the device is not started: this only leaves the ring in the state that Service expects.
        _ring.EnableInterrupts();
    }

    /// <summary>Whether the queue takes no more requests.</summary>
    public bool IsClosed => Volatile.Read(ref _closed) is not null;

    /// <summary>The most bytes of data that one request can carry.</summary>
    public int MaxDataBytes(int maxSegments, int maxSegmentBytes)
    {
        int segments = Math.Min(maxSegments, _ring.Size - 2);
        return (int)Math.Min((long)segments * Math.Min(maxSegmentBytes, _options.MaxSegmentBytes), int.MaxValue);
    }

    /// <summary>
    /// Hands a request to the device, or lets it wait for room. Whatever goes wrong is the outcome of the request: a device that is stopped, memory that
    /// the HAL cannot share while no request is pending whose end could help, a cancellation that came first.
    /// </summary>
    public void Submit(VirtioRequest request, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            // Before the request is submitted: once it is, it may be finished and used again at any time.
            request.CancelWith(_cancel, cancellationToken);
        }

        lock (_gate)
        {
            try
            {
                if (_closed is not null)
                {
                    throw new DeviceStoppedException(
                        $"The {request.Describe()} was not made: {_transport.Name} is stopped. {_closed.Message}", _closed, memoryAbandoned: false);
                }

                if (!request.IsCancellationRequested)
                {
                    // A request never overtakes one that came before it and still waits.
                    if (_waiting.Count > 0 || !TryStart(request))
                    {
                        _waiting.AddLast(request.Node);
                    }
                    else
                    {
                        NotifyIfAsked();
                    }

                    return;
                }
            }
            catch (Exception exception)
            {
                request.Failure = exception;
            }
        }

        request.Finish();
    }

    /// <summary>Takes back what the device has used, starts what waits for room, and then finishes the requests that came back.</summary>
    /// <exception cref="DeviceProtocolException">The device broke the protocol. Close, reset and release.</exception>
    public void Service()
    {
        try
        {
            lock (_gate)
            {
                if (_closed is not null)
                {
                    return;
                }

                if (_notifyFailure is not null)
                {
                    throw new VirtioException($"It could not be notified: {_notifyFailure.Message}", _notifyFailure);
                }

                _ring.DisableInterrupts();
                bool started = false;
                do
                {
                    while (_ring.TryPop(out UsedChain used))
                    {
                        _finished.Add(TakeBack(used));
                    }

                    started |= StartWaiting();
                }
                while (_ring.EnableInterrupts());

                if (started)
                {
                    NotifyIfAsked();
                }
            }
        }
        finally
        {
            // Outside the lock: the callers' continuations run here, and submit the next requests.
            foreach (VirtioRequest request in _finished)
            {
                request.Finish();
            }

            _finished.Clear();
        }
    }

    /// <summary>A request that has been with the device for too long; <see langword="null"/> when there is none.</summary>
    public VirtioRequest? FindOverdue()
    {
        long now = Environment.TickCount64;
        lock (_gate)
        {
            foreach (VirtioRequest? request in _inFlight)
            {
                if (request is not null && request.Deadline <= now)
                {
                    return request;
                }
            }
        }

        return null;
    }

    /// <summary>Stops taking requests and looking at the rings. The first step of giving up; next the device is reset.</summary>
    /// <param name="reason">What later submissions are told.</param>
    public void Close(Exception reason)
    {
        lock (_gate)
        {
            _closed ??= reason;
        }
    }

    /// <summary>Ends the shares of all pending requests and returns the requests, to be finished by the caller.</summary>
    /// <param name="reason">Why the device was stopped.</param>
    /// <param name="deviceStopped">Whether the device was reset for certain. If not, shares and memory are abandoned instead of given back.</param>
    public List<VirtioRequest> Release(Exception reason, bool deviceStopped)
    {
        var pending = new List<VirtioRequest>();
        lock (_gate)
        {
            Debug.Assert(_closed is not null, "Release follows Close.");
            if (deviceStopped)
            {
                try
                {
                    _ring.UnshareAll();
                }
                catch (Exception exception)
                {
                    // A HAL that throws from Unshare is a bug to be told of, but the requests end all the same.
                    reason = new VirtioException($"{reason.Message} {exception.Message}", exception);
                }
            }
            else
            {
                _ring.AbandonAll();
                _headers.Abandon();
                _responses.Abandon();
            }

            for (int i = 0; i < _inFlight.Length; i++)
            {
                if (_inFlight[i] is { } request)
                {
                    _inFlight[i] = null;
                    request.Failure = new DeviceStoppedException(
                        $"The {request.Describe()} was pending when {_transport.Name} was stopped. {reason.Message}", reason, !deviceStopped);
                    pending.Add(request);
                }
            }

            // The device never knew of these, so their memory is free in any case.
            while (_waiting.First is { } node)
            {
                _waiting.RemoveFirst();
                node.Value.Failure = new DeviceStoppedException(
                    $"The {node.Value.Describe()} was waiting when {_transport.Name} was stopped. {reason.Message}", reason, memoryAbandoned: false);
                pending.Add(node.Value);
            }
        }

        return pending;
    }

    /// <summary>Gives the memory of headers and responses back, unless it was abandoned. The ring is the device's to dispose.</summary>
    public void Dispose()
    {
        try
        {
            _headers.Dispose();
        }
        finally
        {
            _responses.Dispose();
        }
    }

    private static int RoundUp(int bytes) => (bytes + CacheLine - 1) / CacheLine * CacheLine;

    private static nuint PagesFor(int count, int stride) => HalConstants.PagesFor((nuint)count * (nuint)stride);

    /// <summary>
    /// Cancels a request. One that still waits ends at once. One that the device has cannot be taken from it: it ends when the device returns it,
    /// and only then does the caller get the memory back.
    /// </summary>
    private void Cancel(VirtioRequest request)
    {
        lock (_gate)
        {
            request.IsCancellationRequested = true;
            if (request.Node.List is null)
            {
                return;
            }

            _waiting.Remove(request.Node);
        }

        // Not on this thread: Finish waits for running cancellations, and this is one.
        ThreadPool.UnsafeQueueUserWorkItem(static waiting => waiting.Finish(), request, preferLocal: false);
    }

    /// <summary>Makes the request available to the device if there is room, and memory to share.</summary>
    private bool TryStart(VirtioRequest request)
    {
        ushort head = _ring.NextHead;
        DmaBuffer header = _headers.Slice((nuint)(head * _headerStride), request.HeaderLength);
        DmaBuffer response = _responses.Slice((nuint)(head * _responseStride), _profile.ResponseBytes);
        bool deviceWrites = request.DataDirection == BufferDirection.DeviceToDriver;

        int count = 0;
        _segments[count++] = header;
        if (deviceWrites && _profile.ResponseFirst)
        {
            _segments[count++] = response;
        }

        for (int offset = 0; offset < request.Data.Length; offset += request.MaxSegmentBytes)
        {
            _segments[count++] = request.Data.Slice(offset, Math.Min(request.MaxSegmentBytes, request.Data.Length - offset));
        }

        int readable = deviceWrites ? 1 : count;
        if (!deviceWrites || !_profile.ResponseFirst)
        {
            _segments[count++] = response;
        }

        // Before the header is written: without room, its place belongs to a chain in flight.
        if (!_ring.HasRoom(count))
        {
            return false;
        }

        request.WriteHeader(header.AsSpan());
        try
        {
            ReadOnlySpan<DmaBuffer> buffers = _segments.AsSpan(0, count);
            _ring.TryAdd(buffers[..readable], buffers[readable..], out head);
        }
        catch (DmaException) when (_ring.InFlight > 0)
        {
            // The HAL has no memory to share with just now, and some comes back with every request that ends.
            return false;
        }

        request.Deadline = Environment.TickCount64 + (long)_options.RequestTimeout.TotalMilliseconds;
        _inFlight[head] = request;
        return true;
    }

    private bool StartWaiting()
    {
        bool started = false;
        while (_waiting.First is { } node)
        {
            try
            {
                if (!TryStart(node.Value))
                {
                    break;
                }

                started = true;
            }
            catch (Exception exception)
            {
                node.Value.Failure = exception;
                _finished.Add(node.Value);
            }

            _waiting.Remove(node);
        }

        return started;
    }

    private VirtioRequest TakeBack(UsedChain used)
    {
        VirtioRequest request = _inFlight[used.Head]!;
        _inFlight[used.Head] = null;

        // Copied before it is looked at: it lies in memory that the device can write at any time.
        Span<byte> response = stackalloc byte[_profile.ResponseBytes];
        _responses.Slice((nuint)(used.Head * _responseStride), _profile.ResponseBytes).AsReadOnlySpan().CopyTo(response);
        try
        {
            request.Value = request.ReadResponse(response, used.Written);
        }
        catch (VirtioException exception)
        {
            request.Failure = exception;
        }

        return request;
    }

    private void NotifyIfAsked()
    {
        // Under the lock, so that none comes after Close: the transport may be gone then.
        if (_ring.ShouldNotify())
        {
            _counters.Notifications++;
            try
            {
                _transport.Notify(_index);
            }
            catch (Exception exception)
            {
                // The device has the request already, so this is not the request's failure but the device's: Service finds it and the device is stopped.
                _notifyFailure ??= exception;
                _transport.Wake();
            }
        }
    }
}
