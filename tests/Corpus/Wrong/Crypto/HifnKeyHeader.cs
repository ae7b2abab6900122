using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (hifn_795x): 48 bytes were shared and 16 are unshared.
internal sealed unsafe class KeyBlock<THal>(Mailbox engine)
    where THal : struct, IHal
{
    private const int Header = 16;
    private const int Key = 32;

    public int Load(byte* block)
    {
        if (block == null)
        {
            return -22;
        }

        block[0] = 0x81;
        PhysAddr address = THal.Share(new DmaBuffer(block, Header + Key), DriverToDevice);
        int status = engine.Execute(0x20, address);
        THal.Unshare(address, new DmaBuffer(block, Header), DriverToDevice); //! HAL1006
        return status;
    }
}
