using Devices;
using Hal;

public sealed unsafe class PointerAsAddress<THal>(VirtioTransport transport) where THal : struct, IHal
{
    public bool Setup(Dma<THal> ring)
    {
        *ring.Vaddr(2048) = 0;
        return transport.SetQueue(0, ring.PaddrAt(2048), 64);
    }
}
