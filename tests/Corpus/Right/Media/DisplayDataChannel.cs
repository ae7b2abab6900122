using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Reading a monitor's identity over an I2C engine that has a DMA channel. Offset byte and identity block have their own pinned memory,
// each with its direction, ended in reverse order.
public sealed class MonitorIdentity<THal> : IDisposable
    where THal : struct, IHal
{
    private const int BlockBytes = 128;

    private readonly SpiController _bus;
    private readonly PinnedBuffer _offset = new(BlockBytes);
    private readonly PinnedBuffer _block = new(BlockBytes);

    public MonitorIdentity(SpiController bus) => _bus = bus;

    public byte[]? ReadBlock(byte number)
    {
        _offset.Buffer.AsSpan().Clear();
        _offset.Buffer[0] = (byte)(number * BlockBytes);
        if (!Transfer())
        {
            return null;
        }

        ReadOnlySpan<byte> block = _block.Buffer.AsReadOnlySpan();
        byte sum = 0;
        foreach (byte value in block)
        {
            sum = unchecked((byte)(sum + value));
        }

        return sum == 0 ? block.ToArray() : null;
    }

    public void Dispose()
    {
        _block.Dispose();
        _offset.Dispose();
    }

    private bool Transfer()
    {
        PhysAddr transmit = THal.Share(_offset.Buffer, DriverToDevice);
        try
        {
            PhysAddr receive = THal.Share(_block.Buffer, DeviceToDriver);
            try
            {
                if (_bus.Start(transmit, receive, BlockBytes) != 0)
                {
                    return false;
                }

                if (!_bus.WaitIdle(50))
                {
                    _bus.Abort();
                    return false;
                }

                return true;
            }
            finally
            {
                THal.Unshare(receive, _block.Buffer, DeviceToDriver);
            }
        }
        finally
        {
            THal.Unshare(transmit, _offset.Buffer, DriverToDevice);
        }
    }
}
