using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An interface with default members over an owner of memory.
public interface IRing<THal>
    where THal : struct, IHal
{
    Dma<THal> Memory { get; }

    PhysAddr Descriptors => Memory.Paddr;

    PhysAddr Available => Memory.PaddrAt(2048);

    void Close(VirtioTransport transport)
    {
        transport.Reset();
        Memory.Dispose();
    }
}

public sealed class SmallRing<THal> : IRing<THal>
    where THal : struct, IHal
{
    public Dma<THal> Memory { get; } = new(1, Both);
}

public static class DefaultInterfaceMembers
{
    public static bool Probe<THal>(VirtioTransport transport)
        where THal : struct, IHal
    {
        IRing<THal> ring = new SmallRing<THal>();
        if (!transport.SetQueue(0, ring.Descriptors, 64))
        {
            ring.Close(transport);
            return false;
        }

        transport.Notify(0);
        bool used = transport.Used(0);
        ring.Close(transport);
        return used;
    }
}
