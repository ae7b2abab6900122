using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A receive ring that spreads a jumbo frame over several buffers. Each buffer is unshared before its bytes are copied out, and shared
// again before it goes back to the ring.
internal sealed unsafe class JumboReceive<THal> : IDisposable
    where THal : struct, IHal
{
    private const int PieceSize = 2048;

    private readonly Ring _ring;
    private readonly PinnedBuffer[] _pieces;
    private readonly PhysAddr[] _addresses;

    public JumboReceive(Ring ring)
    {
        _ring = ring;
        _pieces = new PinnedBuffer[ring.Size];
        _addresses = new PhysAddr[ring.Size];
        for (int i = 0; i < _pieces.Length; i++)
        {
            _pieces[i] = new PinnedBuffer(PieceSize);
        }
    }

    public void Start()
    {
        for (int i = 0; i < _pieces.Length; i++)
        {
            Offer(i);
        }

        _ring.Doorbell();
    }

    public int Read(Span<byte> frame)
    {
        int total = 0;
        while (_ring.TryTake(out int index, out int written))
        {
            THal.Unshare(_addresses[index], _pieces[index].Buffer, DeviceToDriver);
            _addresses[index] = default;
            int usable = Math.Min(Math.Min(written, PieceSize), frame.Length - total);
            _pieces[index].Buffer.AsReadOnlySpan()[..usable].CopyTo(frame[total..]);
            total += usable;
            Offer(index);
            if (written < PieceSize)
            {
                break;
            }
        }

        _ring.Doorbell();
        return total;
    }

    public void Dispose()
    {
        _ring.Stop();
        for (int i = 0; i < _pieces.Length; i++)
        {
            if (_addresses[i] != default)
            {
                THal.Unshare(_addresses[i], _pieces[i].Buffer, DeviceToDriver);
                _addresses[i] = default;
            }

            _pieces[i].Dispose();
        }
    }

    private void Offer(int index)
    {
        _addresses[index] = THal.Share(_pieces[index].Buffer, DeviceToDriver);
        _ring.Post(index, _addresses[index], PieceSize);
    }
}
