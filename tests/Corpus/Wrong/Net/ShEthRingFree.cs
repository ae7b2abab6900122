using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "sh_eth: unmap DMA buffers when freeing rings": the buffer that the object shares when it starts is freed by
// Dispose without being unshared.
public sealed class ReceiveSlot<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _mac;
    private readonly PinnedBuffer _memory = new(2048);
    private PhysAddr _address;
    private bool _started;

    public ReceiveSlot(Device mac) => _mac = mac;

    public int Received { get; private set; }

    public void Start()
    {
        if (_started)
        {
            return;
        }

        _address = THal.Share(_memory.Buffer, BufferDirection.DeviceToDriver); //! HAL1002
        _started = true;
        _mac.Program(_address, 2048);
    }

    public bool Poll()
    {
        if (!_started || !_mac.Poll())
        {
            return false;
        }

        Received++;
        _mac.Kick();
        return true;
    }

    public void Dispose()
    {
        _mac.Reset();
        _started = false;
        _memory.Dispose();
    }
}
