using System;
using Devices;
using Hal;

public sealed partial class PartialOwner<THal> where THal : struct, IHal
{
    private readonly Dma<THal> _ring = new(1, BufferDirection.Both);
    private readonly DmaBuffer _event;
    private PhysAddr _eventAddress;

    public PartialOwner(DmaBuffer eventBuffer, VirtioTransport transport)
    {
        _event = eventBuffer;
        if (!transport.SetQueue(0, _ring.Paddr, 64))
        {
            _ring.Dispose();
            throw new DeviceException("no queue");
        }

        _eventAddress = THal.Share(_event, BufferDirection.DeviceToDriver);
    }
}

public sealed partial class PartialOwner<THal> : IDisposable
{
    private bool _disposed;

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        ReleaseEvent();
        _ring.Dispose();
    }

    private void ReleaseEvent()
    {
        PhysAddr a = _eventAddress;
        _eventAddress = default;
        if (a.Value != 0)
        {
            THal.Unshare(a, _event, BufferDirection.DeviceToDriver);
        }
    }
}
