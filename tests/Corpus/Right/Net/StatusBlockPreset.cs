using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (network drivers, status blocks): the page is allocated for both sides to write.
internal sealed unsafe class StatusBlock<THal>(Device nic)
    where THal : struct, IHal
{
    private const uint NoUpdate = 0xffff_ffff;

    public uint WaitForUpdate()
    {
        using var block = new Dma<THal>(1, Both);
        uint* tag = block.Pointer<uint>(0);
        *tag = NoUpdate;
        nic.Program(block.Paddr, HalConstants.PageSize);
        nic.Kick();
        if (!nic.Wait(100))
        {
            Log.Info("nic: no status update");
        }

        uint seen = System.Threading.Volatile.Read(ref *tag);
        nic.Reset();
        return seen == NoUpdate ? 0 : seen;
    }
}
