using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The checked HAL in debug builds by an alias of the type argument, and by a switch in a factory.
public interface IEcho
{
    int Echo(DmaBuffer buffer);
}

public sealed class Echo<THal>(Mailbox mailbox) : IEcho
    where THal : struct, IHal
{
    int IEcho.Echo(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, Both);
        try
        {
            return mailbox.Execute(1, paddr);
        }
        finally
        {
            THal.Unshare(paddr, buffer, Both);
        }
    }
}

public static class OptionalDebugHal
{
    public static IEcho Create<THal>(Mailbox mailbox, bool check)
        where THal : struct, IHal => check ? new Echo<Checked<THal>>(mailbox) : new Echo<Metered<THal>>(mailbox);
}
