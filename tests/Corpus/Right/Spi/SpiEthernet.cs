using System;
using Devices;
using Hal;

namespace Drivers;

// Like Linux enc28j60: a chip with its packet memory behind SPI; header first, then as much as it says. The header's length is limited
// to the buffer, and each of the two transfers has its own shares.
public sealed class SpiEthernet<THal> : IDisposable
    where THal : struct, IHal
{
    private const int FrameMax = 1518;

    private readonly SpiController _spi;
    private readonly PinnedBuffer _zeros = new(FrameMax);
    private readonly PinnedBuffer _frame = new(FrameMax);
    private readonly Action<byte[]> _received;

    public SpiEthernet(SpiController spi, Action<byte[]> received)
    {
        _spi = spi;
        _received = received;
    }

    public int Poll()
    {
        int frames = 0;
        _spi.SelectChip(1);
        while (frames < 16 && Clock(6) && _frame.Buffer[5] == 0)
        {
            int length = _frame.Buffer[2] | (_frame.Buffer[3] << 8);
            if (length is 0 or > FrameMax || !Clock(length))
            {
                break;
            }

            _received(_frame.Buffer.AsReadOnlySpan()[..length].ToArray());
            frames++;
        }

        _spi.ReleaseChip();
        return frames;
    }

    public void Dispose()
    {
        _frame.Dispose();
        _zeros.Dispose();
    }

    private bool Clock(int bytes)
    {
        DmaBuffer send = _zeros.Buffer.Slice(0, bytes);
        DmaBuffer receive = _frame.Buffer.Slice(0, bytes);
        PhysAddr o = THal.Share(send, BufferDirection.DriverToDevice);
        PhysAddr i;
        try
        {
            i = THal.Share(receive, BufferDirection.DeviceToDriver);
        }
        catch
        {
            THal.Unshare(o, send, BufferDirection.DriverToDevice);
            throw;
        }

        bool done = _spi.Start(o, i, bytes) == 0;
        if (done && !_spi.WaitIdle(20))
        {
            _spi.Abort();
            done = false;
        }

        THal.Unshare(i, receive, BufferDirection.DeviceToDriver);
        THal.Unshare(o, send, BufferDirection.DriverToDevice);
        return done;
    }
}
