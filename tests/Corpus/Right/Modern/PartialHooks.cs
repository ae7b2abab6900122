using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Partial methods: the generated half calls, the written half shares.
public sealed partial class PartialHooks<THal>(Device device)
    where THal : struct, IHal
{
    private PhysAddr _paddr;
    private DmaBuffer _buffer;

    private partial bool Begin(DmaBuffer buffer);

    private partial void End();

    partial void OnTrace(PhysAddr paddr);

    public bool Run(DmaBuffer buffer)
    {
        if (!Begin(buffer))
        {
            return false;
        }

        OnTrace(_paddr);
        bool done = device.Wait(100);
        if (!done)
        {
            device.Reset();
        }

        End();
        return done;
    }
}

public sealed partial class PartialHooks<THal>
{
    private partial bool Begin(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, Both);
        if (!device.Submit(paddr, buffer.Length))
        {
            THal.Unshare(paddr, buffer, Both);
            return false;
        }

        (_paddr, _buffer) = (paddr, buffer);
        return true;
    }

    private partial void End()
    {
        THal.Unshare(_paddr, _buffer, Both);
        (_paddr, _buffer) = (default, default);
    }
}
