using Devices;
using Hal;

namespace Drivers;

// Follows a fix in U-Boot: "fpga: versal: Use aligned DDR addresses": the aligned part of the bitstream is shared and unshared.
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

        THal.Unshare(address, aligned, BufferDirection.DriverToDevice);
        return status;
    }

    public int LoadTwice(byte* image, int length)
    {
        int status = Load(image, length);
        return status == 0 ? status : Load(image, length);
    }
}
