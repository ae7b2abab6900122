using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux nvme (nvmet-fc): the release loop ends before entry 0, which the set-up loop has mapped.
public sealed unsafe class LinkServiceRequests<THal>(Device port) : IDisposable
    where THal : struct, IHal
{
    private const int Entries = 16;
    private const int ResponseLength = 256;

    private struct Entry
    {
        public PhysAddr Address;
        public DmaBuffer Response;
    }

    private readonly PinnedBuffer _memory = new(Entries * ResponseLength);
    private readonly Entry[] _entries = new Entry[Entries];
    private bool _mapped;

    public void Map()
    {
        if (_mapped)
        {
            return;
        }

        for (int i = 0; i < Entries; i++)
        {
            DmaBuffer response = _memory.Buffer.Slice(i * ResponseLength, ResponseLength);
            _entries[i].Response = response;
            _entries[i].Address = THal.Share(response, DriverToDevice); //! HAL1002 (no fix: field)
        }

        _mapped = true;
    }

    public void Unmap()
    {
        if (!_mapped)
        {
            return;
        }

        port.Reset();
        for (int i = Entries - 1; i > 0; i--)
        {
            THal.Unshare(_entries[i].Address, _entries[i].Response, DriverToDevice);
        }

        _mapped = false;
    }

    public void Dispose()
    {
        Unmap();
        _memory.Dispose();
    }
}
