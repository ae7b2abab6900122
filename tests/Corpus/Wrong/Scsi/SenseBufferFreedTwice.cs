using Hal;
using Devices;

// Like fixes in Linux (drivers/scsi, the cleanup of a failed discovery).
/// <summary>A SAS controller's discovery whose error branch frees the sense buffer that the common cleanup frees too.</summary>
public sealed unsafe class Discovery<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _controller = new();

    public int Discover(PhysAddr query)
    {
        int result = 0, freed = 0;
        var (sensePaddr, sense) = THal.DmaAlloc(1, BufferDirection.DeviceToDriver);
        if (sensePaddr == default)
            return -12;

        if (_controller.Execute(0x12, query, sensePaddr) < 0)
        {
            result = sense[2] & 0xF;
            freed = THal.DmaDealloc(sensePaddr, sense, 1);
        }

        freed |= THal.DmaDealloc(sensePaddr, sense, 1); //! HAL2003
        return freed == 0 ? result : freed;
    }
}
