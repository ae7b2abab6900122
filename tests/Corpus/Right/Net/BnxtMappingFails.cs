using Devices;
using Hal;

namespace Drivers;

// Follows a fix in DPDK: "net/bnxt: fix memory leak when mapping fails": the statistics are given back where the firmware refuses them.
public sealed unsafe class RingStatistics<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private const uint StatContextAlloc = 0xB0;
    private const uint StatContextFree = 0xB1;

    private PhysAddr _address;
    private byte* _counters;

    public int Allocate()
    {
        if (_counters != null)
        {
            return -16;
        }

        var (address, counters) = THal.DmaAlloc(1, BufferDirection.DeviceToDriver);
        if (address == default)
        {
            return -12;
        }

        int status = firmware.Execute(StatContextAlloc, address);
        if (status != 0)
        {
            _ = THal.DmaDealloc(address, counters, 1);
            return status;
        }

        _address = address;
        _counters = counters;
        return 0;
    }

    public ulong Packets => _counters == null ? 0 : *(ulong*)_counters;

    public int Free()
    {
        if (_counters == null || firmware.Execute(StatContextFree, _address) != 0)
        {
            return -5;
        }

        int status = THal.DmaDealloc(_address, _counters, 1);
        _address = default;
        _counters = null;
        return status;
    }
}
