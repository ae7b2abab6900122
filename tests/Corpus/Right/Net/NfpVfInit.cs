using Devices;
using Hal;

namespace Drivers;

// Follows a fix in DPDK: "net/nfp: fix memory leak in VF initialization": the memory is disposed where negotiation fails.
public sealed class VfInitializer<THal>(VirtioTransport transport)
    where THal : struct, IHal
{
    private const ulong Wanted = 1UL << 32;

    private const nuint EntrySize = 16;

    public Dma<THal>? Probe(int entries)
    {
        if (entries <= 0)
        {
            return null;
        }

        var control = new Dma<THal>(HalConstants.PagesFor((nuint)entries * EntrySize), BufferDirection.Both);
        if (!transport.Negotiate(Wanted))
        {
            transport.Reset();
            control.Dispose();
            return null;
        }

        if (!transport.SetQueue(0, control.Paddr, entries))
        {
            transport.Reset();
            control.Dispose();
            return null;
        }

        return control;
    }
}
