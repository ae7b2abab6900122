using Hal;
using Devices;

// Follows a fix in DPDK, da5f560be9.
/// <summary>A network driver whose memory helper allocates and whose free helper does nothing.</summary>
public sealed unsafe class ConsistentMemory<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _nic = new();

    public int ReadStatistics()
    {
        Dma<THal> block = Allocate(); //! HAL2002
        int status = _nic.Execute(0x30, default, block.Paddr);
        int frames = status == 0 ? *block.Pointer<int>(0) : status;
        Free(block);
        return frames;
    }

    private static Dma<THal> Allocate() => new(1, BufferDirection.DeviceToDriver);

    private static void Free(Dma<THal> block) => Log.Info($"{block.Length} bytes are no longer used");
}
