using Hal;
using Devices;

/// <summary>A SAS controller's discovery whose sense buffer is freed by the common cleanup alone.</summary>
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
        }

        freed |= THal.DmaDealloc(sensePaddr, sense, 1);
        return freed == 0 ? result : freed;
    }
}
