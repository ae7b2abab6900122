using System;
using System.Threading;
using Devices;
using Hal;

/// <summary>Shares made by initializers of fields and properties, lazily and per thread, ended by Dispose.</summary>
public sealed class Initialized<THal> : IDisposable
    where THal : struct, IHal
{
    private static readonly PinnedBuffer s_memory = new(4096);
    private readonly PhysAddr _head = THal.Share(s_memory.Buffer.Slice(0, 64), BufferDirection.DriverToDevice);
    private readonly Shared<THal> _body = new(s_memory.Buffer.Slice(64, 64), BufferDirection.DriverToDevice);
    private readonly Lazy<Shared<THal>> _tail = new(() => new Shared<THal>(s_memory.Buffer.Slice(128, 64), BufferDirection.DriverToDevice));
    private readonly ThreadLocal<Shared<THal>> _own = new(trackAllValues: true);

    public Shared<THal> Status { get; } = new(s_memory.Buffer.Slice(192, 64), BufferDirection.DriverToDevice);

    public void Program(Device device)
    {
        device.Program(_head, 64);
        device.Program(_body.Paddr, 64);
        device.Program(_tail.Value.Paddr, 64);
        if (!_own.IsValueCreated)
        {
            _own.Value = new Shared<THal>(s_memory.Buffer.Slice(256, 64), BufferDirection.DriverToDevice);
        }
    }

    public void Dispose()
    {
        THal.Unshare(_head, s_memory.Buffer.Slice(0, 64), BufferDirection.DriverToDevice);
        _body.Unshare();
        Status.Unshare();
        if (_tail.IsValueCreated)
        {
            _tail.Value.Unshare();
        }

        foreach (Shared<THal> share in _own.Values)
        {
            share.Unshare();
        }
    }
}
