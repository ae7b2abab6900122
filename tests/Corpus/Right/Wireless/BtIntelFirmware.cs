using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux bluetooth (btintel_pcie): the staging memory is freed for a chunk that the controller refuses too.
internal sealed class FirmwareLoader<THal>(Mailbox controller)
    where THal : struct, IHal
{
    private const uint Download = 0xFC09;

    public bool Load(FirmwareFile file)
    {
        int largest = file.LengthOf(0);
        if (largest == 0)
        {
            return false;
        }

        nuint pages = HalConstants.PagesFor((nuint)largest);
        var staging = new Dma<THal>(pages, BufferDirection.DriverToDevice);
        for (int chunk = 0; chunk < file.Chunks; chunk++)
        {
            int length = file.LengthOf(chunk);
            if (length == 0)
            {
                continue;
            }

            file.CopyChunk(chunk, staging.AsSpan()[..length]);
            int error = controller.Execute(Download, staging.Paddr);
            if (error != 0)
            {
                Log.Info("the firmware was refused");
                staging.Dispose();
                return false;
            }
        }

        staging.Dispose();
        return true;
    }
}
