using Hal;
using Devices;

// Like fixes in Linux (drivers/net/wireless, the section load of a PCIe device's firmware).
/// <summary>A wireless firmware load: a chunk that the device refuses leaves the chunk buffer's memory behind.</summary>
public sealed unsafe class FirmwareLoader<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Load(FirmwareFile file)
    {
        Dma<THal> chunk = new(16, BufferDirection.DriverToDevice); //! HAL2002
        for (int i = 0; i < file.Chunks; i++)
        {
            file.CopyChunk(i, chunk.AsSpan());
            if (!_device.Submit(chunk.Paddr, file.LengthOf(i)))
            {
                Log.Info("the device refused a chunk");
                return false;
            }

            if (!_device.Wait(5000))
            {
                goto failed;
            }
        }

        chunk.Dispose();
        return true;

    failed:
        Log.Info("the device does not answer");
        return false;
    }
}
