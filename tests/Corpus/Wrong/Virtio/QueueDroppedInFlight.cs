using System;
using Hal;
using Devices;

// Follows a fix in virtio-drivers, 576e481.
/// <summary>A virtio network device that keeps shares of its receive buffers and whose Dispose ends none of them.</summary>
public sealed unsafe class VirtioNet<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport = new();
    private readonly PinnedBuffer _memory = new(2048);
    private Shared<THal> _receive;

    public void Start()
    {
        _receive = new Shared<THal>(_memory.Buffer, BufferDirection.DeviceToDriver); //! HAL1002
        _transport.SetQueue(0, _receive.Paddr, 1);
        _transport.Notify(0);
    }

    public bool LinkUp => _transport.Negotiate(1UL << 16) && _receive.Paddr != default;

    public void Dispose()
    {
        _transport.Reset();
        _memory.Dispose();
    }
}
