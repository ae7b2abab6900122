using System;
using System.Threading;
using Virtio.Driver;

namespace Virtio.Devices;

/// <summary>
/// A virtio device in this process, on a thread of its own: the registers, the notifications and the interrupts. It is also its own transport, as the
/// registers of a real device are. What it does with the queue is the device type's affair.
/// </summary>
internal abstract class EmulatedDevice : IVirtioTransport
{
    private const ushort LargestQueue = 256;

    private readonly IDeviceMemory _memory;
    private readonly ulong _features;

    // Held while the device works on the queue, and to change the registers: so a reset waits for the device to finish what it is doing.
    private readonly Lock _registers = new();
    private readonly AutoResetEvent _notified = new(false);
    private readonly AutoResetEvent _interrupted = new(false);
    private readonly Thread _thread;
    private ulong _accepted;
    private QueueLayout _layout;
    private DeviceQueue? _queue;
    private DeviceStatus _status;
    private int _pendingEvents;
    private volatile bool _disposed;
    private volatile string? _fault;

    protected EmulatedDevice(IDeviceMemory memory, string name, uint deviceType, ulong features)
    {
        _memory = memory;
        Name = name;
        DeviceType = deviceType;
        _features = features | VirtioFeatures.Version1 | VirtioFeatures.EventIndex | VirtioFeatures.AccessPlatform;
        _thread = new Thread(Run) { IsBackground = true, Name = "device " + name };
        _thread.Start();
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public uint DeviceType { get; }

    /// <inheritdoc/>
    public ulong DeviceFeatures => _features;

    /// <inheritdoc/>
    public byte ConfigGeneration => 0;

    /// <inheritdoc/>
    public string? FailureDetail => _fault;

    /// <inheritdoc/>
    public DeviceStatus Status
    {
        get
        {
            lock (_registers)
            {
                return _status;
            }
        }

        set
        {
            lock (_registers)
            {
                const ulong Needed = VirtioFeatures.Version1 | VirtioFeatures.AccessPlatform;
                if ((value & DeviceStatus.FeaturesOk) != 0 && (_accepted & Needed) != Needed)
                {
                    value &= ~DeviceStatus.FeaturesOk;
                }

                if ((value & ~_status & DeviceStatus.DriverOk) != 0)
                {
                    _queue = new DeviceQueue(_memory, _layout, (_accepted & VirtioFeatures.EventIndex) != 0);
                }

                _status = value;
            }
        }
    }

    /// <summary>The memory that the device reaches.</summary>
    protected IDeviceMemory Memory => _memory;

    /// <inheritdoc/>
    public void AcceptFeatures(ulong features)
    {
        lock (_registers)
        {
            _accepted = features & _features;
        }
    }

    /// <inheritdoc/>
    public abstract void ReadConfig(int offset, Span<byte> destination);

    /// <inheritdoc/>
    public ushort MaxQueueSize(ushort queue) => queue == 0 ? LargestQueue : (ushort)0;

    /// <inheritdoc/>
    public void EnableQueue(ushort queue, QueueLayout layout)
    {
        lock (_registers)
        {
            _layout = layout;
        }
    }

    /// <inheritdoc/>
    public void Notify(ushort queue) => _notified.Set();

    /// <inheritdoc/>
    public TransportEvents Wait(TimeSpan timeout)
    {
        _interrupted.WaitOne(timeout);
        return (TransportEvents)Interlocked.Exchange(ref _pendingEvents, 0);
    }

    /// <inheritdoc/>
    public void Wake() => _interrupted.Set();

    /// <inheritdoc/>
    public virtual void Reset()
    {
        lock (_registers)
        {
            _status = DeviceStatus.None;
            _queue = null;
            _accepted = 0;
            _fault = null;
            OnReset();
        }
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        Reset();
        _disposed = true;
        _notified.Set();
        _thread.Join();
        _notified.Dispose();
        _interrupted.Dispose();
    }

    /// <summary>Works on everything that the driver has made available, until there is nothing left.</summary>
    protected abstract void Process(DeviceQueue queue);

    /// <summary>Forgets requests that the device has taken and not given back.</summary>
    protected abstract void OnReset();

    /// <summary>Interrupts the driver.</summary>
    protected void Interrupt(TransportEvents events)
    {
        Interlocked.Or(ref _pendingEvents, (int)events);
        _interrupted.Set();
    }

    private void Run()
    {
        while (!_disposed)
        {
            _notified.WaitOne();
            lock (_registers)
            {
                if (_queue is null || (_status & (DeviceStatus.DriverOk | DeviceStatus.NeedsReset)) != DeviceStatus.DriverOk)
                {
                    continue;
                }

                try
                {
                    do
                    {
                        Process(_queue);
                    }
                    while (_queue.EnableNotifications());

                    if (_queue.ShouldInterrupt())
                    {
                        Interrupt(TransportEvents.Queue);
                    }
                }
                catch (BusFaultException fault)
                {
                    _fault = fault.Message;
                    _status |= DeviceStatus.NeedsReset;
                    Interrupt(TransportEvents.Config);
                }
            }
        }
    }
}
