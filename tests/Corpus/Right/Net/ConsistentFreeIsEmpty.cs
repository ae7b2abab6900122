using Hal;
using Devices;

/// <summary>A network driver whose memory helper allocates and whose free helper frees.</summary>
public sealed unsafe class ConsistentMemory<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _nic = new();

    public int ReadStatistics()
    {
        Dma<THal> block = Allocate();
        int status = _nic.Execute(0x30, default, block.Paddr);
        int frames = status == 0 ? *block.Pointer<int>(0) : status;
        Free(block);
        return frames;
    }

    private static Dma<THal> Allocate() => new(1, BufferDirection.DeviceToDriver);

    private static void Free(Dma<THal> block) => block.Dispose();
}
