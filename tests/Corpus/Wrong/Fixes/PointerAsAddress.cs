using Devices;
using Hal;

public sealed unsafe class PointerAsAddress<THal>(VirtioTransport transport) where THal : struct, IHal
{
    public bool Setup(Dma<THal> ring)
    {
        byte* used = ring.Vaddr(2048);
        return transport.SetQueue(0, new PhysAddr((ulong)used), 64); //! HAL1015
    }
}
