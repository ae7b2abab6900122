using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A virtio block device, one request at a time.</summary>
public sealed unsafe class VirtioBlkSync<THal> : IDisposable
    where THal : struct, IHal
{
    private const uint In = 0;
    private const uint Out = 1;
    private const int StatusOffset = 16;

    private struct Header
    {
        public uint Type;
        public uint Reserved;
        public ulong Sector;
    }

    private readonly VirtioTransport _transport;
    private readonly Ring _ring;
    private readonly Dma<THal> _request;
    private readonly Lock _gate = new();

    public VirtioBlkSync(VirtioTransport transport, Ring ring)
    {
        _transport = transport;
        _ring = ring;
        _request = new Dma<THal>(1, Both);
    }

    public int Read(ulong sector, DmaBuffer data) => Transfer(In, sector, data, DeviceToDriver);

    public int Write(ulong sector, DmaBuffer data) => Transfer(Out, sector, data, DriverToDevice);

    private int Transfer(uint type, ulong sector, DmaBuffer data, BufferDirection direction)
    {
        if (data.IsEmpty || data.Length % 512 != 0)
        {
            return -22;
        }

        lock (_gate)
        {
            var header = _request.Pointer<Header>(0);
            *header = new Header { Type = type, Sector = sector };
            byte* status = _request.Vaddr(StatusOffset);
            *status = 0xFF;

            PhysAddr paddr = THal.Share(data, direction);
            _ring.Post(0, _request.PaddrAt(0), sizeof(Header));
            _ring.Post(1, paddr, data.Length);
            _ring.Post(2, _request.PaddrAt(StatusOffset), 1);
            _transport.Notify(0);

            var deadline = Deadline.In(5000);
            while (!_ring.IsDone(2))
            {
                if (deadline.Expired)
                {
                    _transport.Reset();
                    THal.Unshare(paddr, data, direction);
                    return -110;
                }

                Thread.SpinWait(20);
            }

            THal.Unshare(paddr, data, direction);
            return *status switch
            {
                0 => 0,
                1 => -5,
                2 => -95,
                _ => -71,
            };
        }
    }

    public void Dispose()
    {
        _transport.Reset();
        _request.Dispose();
    }
}
