using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in drivers of hypervisor guests: nobody looks whether DmaDealloc has given the page back.
internal sealed unsafe class StatusPage<THal>(Mailbox adapter)
    where THal : struct, IHal
{
    public byte Enquire()
    {
        var (address, page) = THal.DmaAlloc(1, DeviceToDriver);
        if (address == default)
        {
            return 0xFF;
        }

        byte status = adapter.Execute(5, address) switch
        {
            0 => page[1],
            _ => 0xFE,
        };
        THal.DmaDealloc(address, page, 1); //! HAL2007
        return status;
    }
}
