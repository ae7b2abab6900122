using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (stratix10-svc): the service call gets address 0 where the allocation failed.
internal sealed unsafe class ServiceCall<THal>(MmioRegion mailbox)
    where THal : struct, IHal
{
    private const nuint Argument = 0x40;
    private const nuint Doorbell = 0x48;

    public int Claim()
    {
        var (address, block) = THal.DmaAlloc(1, Both);
        mailbox.Write64(Argument, address.Value); //! HAL2006
        mailbox.Write32(Doorbell, 1);
        uint spins = 0;
        while (mailbox.Read32(Doorbell) != 0)
        {
            spins++;
        }

        Log.Info($"claimed after {spins} reads");
        mailbox.Write64(Argument, 0);
        int answer = block[0];
        return THal.DmaDealloc(address, block, 1) == 0 ? answer : -5;
    }
}
