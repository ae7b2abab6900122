using Devices;
using Hal;

namespace Drivers;

// Follows a fix in U-Boot: "fpga: versal: Use aligned DDR addresses": what was shared is the aligned part of the bitstream, what is
// unshared the whole of it.
public sealed unsafe class FpgaLoader<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private const int Alignment = 16;
    private const uint LoadImage = 0x0701;

    public int Load(byte* image, int length)
    {
        if (length < 2 * Alignment)
        {
            return -22;
        }

        var whole = new DmaBuffer(image, length);
        DmaBuffer aligned = whole.Slice(Alignment, length - Alignment);
        PhysAddr address = THal.Share(aligned, BufferDirection.DriverToDevice);
        int status = firmware.Execute(LoadImage, address);
        if (status != 0)
        {
            Log.Info("the image was not loaded");
        }

        THal.Unshare(address, whole, BufferDirection.DriverToDevice); //! HAL1006
        return status;
    }

    public int LoadTwice(byte* image, int length)
    {
        int status = Load(image, length);
        return status == 0 ? status : Load(image, length);
    }
}
