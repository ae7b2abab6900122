using Hal;
using Devices;

/// <summary>A wireless firmware load: the chunk buffer's memory goes back however the load ends.</summary>
public sealed unsafe class FirmwareLoader<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Load(FirmwareFile file)
    {
        Dma<THal> chunk = new(16, BufferDirection.DriverToDevice);
        for (int i = 0; i < file.Chunks; i++)
        {
            file.CopyChunk(i, chunk.AsSpan());
            if (!_device.Submit(chunk.Paddr, file.LengthOf(i)))
            {
                Log.Info("the device refused a chunk");
                chunk.Dispose();
                return false;
            }

            if (!_device.Wait(5000))
            {
                break;
            }
        }

        bool running = _device.ReadRegister(0) == 1;
        chunk.Dispose();
        return running;
    }
}
