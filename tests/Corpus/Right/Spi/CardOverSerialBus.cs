using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A memory card on a serial bus: command, token and block in one exchange with a dummy transmit. The dummy stays shared for the life of
// the card, the block for one read.
public sealed class SerialCard<THal> : IDisposable
    where THal : struct, IHal
{
    private const int BlockBytes = 512;
    private readonly SpiController _bus;
    private readonly PinnedBuffer _dummy;
    private readonly PhysAddr _dummyAddress;
    private bool _closed;

    public SerialCard(SpiController bus)
    {
        _bus = bus;
        _dummy = new PinnedBuffer(BlockBytes);
        _dummy.Buffer.AsSpan().Fill(0xFF);
        try
        {
            _dummyAddress = THal.Share(_dummy.Buffer, DriverToDevice);
        }
        catch (DmaException)
        {
            _dummy.Dispose();
            throw;
        }
    }

    public int ReadBlock(DmaBuffer into)
    {
        if (_closed || into.Length != BlockBytes)
        {
            return -22;
        }

        PhysAddr target = THal.Share(into, DeviceToDriver);
        _bus.SelectChip(0);
        int status = _bus.Start(_dummyAddress, target, BlockBytes);
        if (status == 0 && !_bus.WaitIdle(100))
        {
            _bus.Abort();
            status = -110;
        }

        _bus.ReleaseChip();
        THal.Unshare(target, into, DeviceToDriver);
        return status;
    }

    public void Dispose()
    {
        if (!_closed)
        {
            _closed = true;
            THal.Unshare(_dummyAddress, _dummy.Buffer, DriverToDevice);
            _dummy.Dispose();
        }
    }
}
