using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (firmware loaders): eight bytes are written at offset 4092 of 4096.
internal sealed unsafe class ImageTrailer<THal>(Mailbox boot)
    where THal : struct, IHal
{
    private const int TrailerAt = HalConstants.PageSize - sizeof(uint);

    public int Sign(ulong signature)
    {
        if (signature == 0)
        {
            return -22;
        }

        var (address, image) = THal.DmaAlloc(1, DriverToDevice);
        if (address == default)
        {
            return -12;
        }

        *(uint*)image = 0x4D49_5A47;
        *(ulong*)(image + TrailerAt) = signature; //! HAL2009
        int error = boot.Execute(0x31, address);
        return THal.DmaDealloc(address, image, 1) == 0 ? error : -5;
    }
}
