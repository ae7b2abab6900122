using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A virtio block request: header and status byte in DMA memory of the driver, the data shared for the request. The direction follows the
// kind of the request, is the same at both ends, and the data is free after the status.
public sealed unsafe class VirtioDisk<THal> : IDisposable
    where THal : struct, IHal
{
    private const int HeaderBytes = 16;
    private const nuint StatusOffset = 64;

    private readonly Ring _ring;
    private readonly Dma<THal> _request = new(1, BufferDirection.Both);

    public VirtioDisk(Ring ring) => _ring = ring;

    public void Read(ulong sector, DmaBuffer into) => Transfer(0, sector, into, BufferDirection.DeviceToDriver);

    public void Write(ulong sector, DmaBuffer from) => Transfer(1, sector, from, BufferDirection.DriverToDevice);

    public void Dispose()
    {
        _ring.Stop();
        _request.Dispose();
    }

    private void Transfer(uint type, ulong sector, DmaBuffer data, BufferDirection direction)
    {
        if (data.Length % 512 != 0)
        {
            throw new ArgumentException("A disk transfers whole sectors.", nameof(data));
        }

        *_request.Pointer<uint>(0) = type;
        *_request.Pointer<ulong>(8) = sector;
        *_request.Vaddr(StatusOffset) = 0xFF;

        PhysAddr address = THal.Share(data, direction);
        bool finished;
        try
        {
            int head = _ring.Head;
            int last = (head + 2) % _ring.Size;
            _ring.Post(head, _request.Paddr, HeaderBytes);
            _ring.Post((head + 1) % _ring.Size, address, data.Length);
            _ring.Post(last, _request.PaddrAt(StatusOffset), 1);
            _ring.Head = (last + 1) % _ring.Size;
            _ring.Doorbell();
            finished = WaitFor(last);
            if (!finished)
            {
                _ring.Stop();
            }
        }
        finally
        {
            THal.Unshare(address, data, direction);
        }

        if (!finished || Volatile.Read(ref *_request.Vaddr(StatusOffset)) != 0)
        {
            throw new DeviceException("The disk did not serve the request.");
        }
    }

    private bool WaitFor(int index)
    {
        var deadline = Deadline.In(30_000);
        while (!_ring.IsDone(index))
        {
            if (deadline.Expired)
            {
                return false;
            }

            Thread.SpinWait(20);
        }

        return true;
    }
}
