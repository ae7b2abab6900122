using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (fddi, defxx): the throw for an error of the adapter is in a try whose finally unmaps.
internal sealed class FddiAdapter<THal>(Mailbox adapter)
    where THal : struct, IHal
{
    private const uint SetFilters = 0x0b;

    public void SetPromiscuous(DmaBuffer command, bool on)
    {
        command.AsSpan().Clear();
        command[0] = (byte)SetFilters;
        command[4] = on ? (byte)1 : (byte)0;
        PhysAddr address = THal.Share(command, DriverToDevice);
        try
        {
            int status = adapter.Execute(SetFilters, address);
            if (status != 0)
            {
                throw new DeviceException($"defxx: filters: {status}");
            }
        }
        finally
        {
            THal.Unshare(address, command, DriverToDevice);
        }

        Log.Info(on ? "defxx: promiscuous" : "defxx: filtered");
    }
}
