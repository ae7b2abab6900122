using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "xhci: dbc: Fix memory leak in xhci_alloc_dbc()": when the event ring of the debug capability is not to be
// had, the context's page is lost.
public sealed class DebugCapability<THal>
    where THal : struct, IHal
{
    private DebugCapability(Dma<THal> context, Dma<THal> events)
    {
        Context = context;
        Events = events;
    }

    public Dma<THal> Context { get; }

    public Dma<THal> Events { get; }

    public static DebugCapability<THal>? Create()
    {
        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? context)) //! HAL2002
        {
            return null;
        }

        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? events))
        {
            Log.Info("no event ring for the debug capability");
            return null;
        }

        return new DebugCapability<THal>(context, events);
    }

    public void Free(Device controller)
    {
        controller.Reset();
        Events.Dispose();
        Context.Dispose();
    }
}
