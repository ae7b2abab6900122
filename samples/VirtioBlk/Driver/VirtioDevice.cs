using System;
using System.Collections.Generic;
using System.Numerics;
using System.Threading;
using Hal;

namespace Virtio.Driver;

/// <summary>
/// A virtio device of any type: brings it up, runs the thread that takes back what it has used, and stops it. The device types stand on it.
/// </summary>
/// <typeparam name="THal">The HAL through which the device reaches memory.</typeparam>
/// <remarks>
/// The device is stopped in one order, whoever asks and whatever is pending: no new requests, reset, unshare, finish the pending requests, free
/// (contract C13). If the reset fails, nothing is unshared or freed: it is abandoned.
/// </remarks>
internal sealed class VirtioDevice<THal> : IDisposable
    where THal : struct, IHal
{
    // How often the device thread looks for overdue requests.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly IVirtioTransport _transport;
    private readonly DeviceProfile _profile;
    private readonly VirtioDeviceOptions _options;

    // Held while the device is brought up, stopped or released, never while callers' continuations run.
    private readonly Lock _lifecycle = new();
    private readonly List<VirtQueue<THal>> _rings = [];
    private RequestQueue<THal>? _requests;
    private Thread? _thread;
    private bool _disposed;

    private VirtioDevice(IVirtioTransport transport, DeviceProfile profile, VirtioDeviceOptions options)
    {
        _transport = transport;
        _profile = profile;
        _options = options;
    }

    /// <summary>Brings a device up.</summary>
    /// <param name="transport">The way to the device; the result owns it, a failure disposes it.</param>
    /// <param name="profile">What the device type needs.</param>
    /// <param name="options">How the device is driven.</param>
    /// <exception cref="VirtioException">It is another type of device, or it cannot work with this driver.</exception>
    /// <exception cref="DmaException">The HAL has no memory for the queues.</exception>
    public static VirtioDevice<THal> Open(IVirtioTransport transport, DeviceProfile profile, VirtioDeviceOptions options)
    {
        var device = new VirtioDevice<THal>(transport, profile, options);
        try
        {
            // The rings are little-endian; this driver writes them as the machine does.
            if (!BitConverter.IsLittleEndian)
            {
                throw new PlatformNotSupportedException("This virtio driver runs on little-endian machines only.");
            }

            if (options.MaxSegmentBytes <= 0 || options.RequestTimeout <= TimeSpan.Zero)
            {
                throw new ArgumentException(
                    $"Segments of {options.MaxSegmentBytes} bytes and a timeout of {options.RequestTimeout} were asked for; both are more than 0.",
                    nameof(options));
            }

            if (transport.DeviceType != profile.DeviceType)
            {
                throw new VirtioException($"{transport.Name} is a virtio device of type {transport.DeviceType}, not {profile.DeviceType}.");
            }

            device.BringUp();
            return device;
        }
        catch
        {
            transport.Dispose();
            throw;
        }
    }

    /// <summary>The device for a person to read.</summary>
    public string Name => _transport.Name;

    /// <summary>The features that device and driver agreed on.</summary>
    public ulong Features { get; private set; }

    /// <summary>What the queues have done so far.</summary>
    public QueueCounters Counters { get; } = new();

    /// <summary>The requests of the device; closed while it is stopped.</summary>
    public RequestQueue<THal> Requests => Volatile.Read(ref _requests)!;

    /// <summary>Reads from the configuration space, all of it from one generation.</summary>
    /// <param name="offset">In bytes from its start.</param>
    /// <param name="destination">Receives the bytes; untrusted.</param>
    /// <exception cref="VirtioException">The device changes its configuration all the time.</exception>
    public void ReadConfig(int offset, Span<byte> destination)
    {
        const int Attempts = 100;
        lock (_lifecycle)
        {
            for (int i = 0; i < Attempts; i++)
            {
                byte generation = _transport.ConfigGeneration;
                _transport.ReadConfig(offset, destination);
                if (generation == _transport.ConfigGeneration)
                {
                    return;
                }
            }
        }

        throw new VirtioException($"{Name} changed its configuration during each of {Attempts} attempts to read it.");
    }

    /// <summary>
    /// Stops the device and brings it up again; also one that was stopped by an error. Pending requests end in <see cref="DeviceStoppedException"/>.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The device was disposed.</exception>
    /// <exception cref="VirtioException">The device could not be stopped or brought up again; it then stays stopped.</exception>
    public void Reset()
    {
        Stop(new VirtioException("The driver reset it."));
        JoinThread();
        lock (_lifecycle)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (Requests.IsClosed)
            {
                FreeQueues();
                BringUp();
            }
        }
    }

    /// <summary>Stops the device and releases everything. Pending requests end in <see cref="DeviceStoppedException"/>.</summary>
    public void Dispose()
    {
        Stop(new VirtioException("The driver disposed it."));
        lock (_lifecycle)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            FreeQueues();
        }

        JoinThread();
        _transport.Dispose();
    }

    /// <summary>The initialisation sequence of virtio 1.2, section 3.1.1.</summary>
    private void BringUp()
    {
        _transport.Reset();
        RequestQueue<THal>? requests = null;
        try
        {
            _transport.Status = DeviceStatus.Acknowledge;
            _transport.Status |= DeviceStatus.Driver;
            Features = NegotiateFeatures();
            for (ushort i = 0; i < _profile.QueueCount; i++)
            {
                VirtQueue<THal> ring = AddRing(i);
                _transport.EnableQueue(i, ring.Layout);
            }

            VirtQueue<THal> requestRing = _rings[_profile.RequestQueue];
            requests = new RequestQueue<THal>(_transport, _profile.RequestQueue, _profile, _options, requestRing, Counters);
            _transport.Status |= DeviceStatus.DriverOk;
            var thread = new Thread(Run) { IsBackground = true, Name = "virtio " + Name };
            thread.Start(requests);
            _thread = thread;
            Volatile.Write(ref _requests, requests);
        }
        catch (Exception exception)
        {
            // The device was told of the rings: it must have forgotten them before they are freed.
            requests?.Close(exception);
            if (!TryResetTransport(out _))
            {
                _rings.ForEach(ring => ring.AbandonAll());
                requests?.Release(exception, deviceStopped: false);
            }

            requests?.Dispose();
            FreeRings();
            throw;
        }
    }

    private ulong NegotiateFeatures()
    {
        ulong offered = _transport.DeviceFeatures;
        if ((offered & VirtioFeatures.Version1) == 0)
        {
            throw new VirtioException($"{Name} offers the features 0x{offered:x} without VERSION_1; this driver speaks virtio 1.0 and later only.");
        }

        ulong accepted = offered & (VirtioFeatures.Supported | _profile.Features) & ~_options.WithheldFeatures;
        _transport.AcceptFeatures(accepted);
        _transport.Status |= DeviceStatus.FeaturesOk;
        if ((_transport.Status & DeviceStatus.FeaturesOk) == 0)
        {
            throw new VirtioException($"{Name} cannot work with the features 0x{accepted:x}, a part of the 0x{offered:x} that it offers.");
        }

        return accepted;
    }

    private VirtQueue<THal> AddRing(ushort index)
    {
        const int SmallestUseful = 4;
        uint size = Math.Min(_transport.MaxQueueSize(index), _options.QueueSize);
        if (size < SmallestUseful)
        {
            throw new VirtioException($"{Name} allows {size} descriptors in queue {index}; a request needs at least {SmallestUseful}.");
        }

        // A device may allow any number, a split ring has a power of two.
        size = 1u << BitOperations.Log2(size);
        var ring = new VirtQueue<THal>((ushort)size, (Features & VirtioFeatures.EventIndex) != 0, Counters);
        _rings.Add(ring);
        return ring;
    }

    /// <summary>The device thread: lives as long as the queue that it serves is not stopped.</summary>
    private void Run(object? queue)
    {
        var requests = (RequestQueue<THal>)queue!;
        TimeSpan timeout = _options.RequestTimeout < LongestWait ? _options.RequestTimeout : LongestWait;
        try
        {
            while (!requests.IsClosed)
            {
                TransportEvents events = _transport.Wait(timeout);
                if ((events & TransportEvents.Queue) != 0)
                {
                    Counters.Interrupts++;
                }

                // Also after a wait in vain: a lost interrupt costs a second then, not a request.
                requests.Service();
                if ((events & TransportEvents.Lost) != 0)
                {
                    throw new VirtioException(WithDetail("The connection to it is lost."));
                }

                if ((events & TransportEvents.Config) != 0 && DeviceNeedsReset())
                {
                    throw new VirtioException(WithDetail("It reports an error that only a reset ends."));
                }

                if (requests.FindOverdue() is { } overdue)
                {
                    throw new VirtioException(WithDetail(
                        $"The {overdue.Describe()} was not completed within {_options.RequestTimeout.TotalSeconds:0.###} seconds."));
                }
            }
        }
        catch (Exception exception)
        {
            // Not only what is expected here: whatever ends this thread must stop the device, or requests would wait for ever.
            Stop(exception, requests);
        }
    }

    private string WithDetail(string message) => _transport.FailureDetail is { } detail ? $"{message} {detail}" : message;

    private bool DeviceNeedsReset()
    {
        lock (_lifecycle)
        {
            return (_transport.Status & DeviceStatus.NeedsReset) != 0;
        }
    }

    /// <summary>No new requests, reset, unshare, finish. Does nothing when the device is stopped already.</summary>
    /// <param name="reason">Why, for the pending requests and for later ones.</param>
    /// <param name="expected">When given, only this queue is stopped, not one that a reset has put into its place.</param>
    private void Stop(Exception reason, RequestQueue<THal>? expected = null)
    {
        List<VirtioRequest> pending;
        lock (_lifecycle)
        {
            RequestQueue<THal> requests = Requests;
            if (requests is null || requests.IsClosed || (expected is not null && expected != requests))
            {
                return;
            }

            requests.Close(reason);
            bool stopped = TryResetTransport(out VirtioException? failure);
            if (!stopped)
            {
                reason = new VirtioException($"{reason.Message} It could not be stopped, so its memory is abandoned. {failure!.Message}", reason);
                _rings.ForEach(ring => ring.AbandonAll());
            }

            pending = requests.Release(reason, stopped);
        }

        pending.ForEach(request => request.Finish());
    }

    private bool TryResetTransport(out VirtioException? failure)
    {
        failure = null;
        try
        {
            _transport.Reset();
            return true;
        }
        catch (VirtioException exception)
        {
            failure = exception;
            return false;
        }
    }

    private void JoinThread()
    {
        // The thread may still be inside Wait. A continuation that runs on it cannot wait for itself; it does not come back to the transport either.
        _transport.Wake();
        if (_thread != Thread.CurrentThread)
        {
            _thread?.Join();
        }
    }

    /// <summary>Frees the queues of a stopped device; what was abandoned stays.</summary>
    private void FreeQueues()
    {
        try
        {
            Requests.Dispose();
        }
        finally
        {
            FreeRings();
        }
    }

    private void FreeRings()
    {
        _rings.ForEach(ring => ring.Dispose());
        _rings.Clear();
    }
}
