using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's hv_netvsc: one answer of the host leaves the page buffers mapped.
public sealed class NetvscSendStates<THal>(VendorQueue host, NetPort port)
    where THal : struct, IHal
{
    private enum SendState
    {
        Sent,
        Dropped,
        Busy,
    }

    public int Send(Packet packet)
    {
        DmaBuffer pages = packet.Buffer;
        PhysAddr address = THal.Share(pages, DriverToDevice); //! HAL1002 (no fix: handed over)
        SendState state = host.Submit(address, pages) switch
        {
            SubmitResult.Queued => SendState.Sent,
            SubmitResult.Completed => SendState.Dropped,
            _ => SendState.Busy,
        };

        switch (state)
        {
            case SendState.Sent:
                return 0;
            case SendState.Dropped:
                THal.Unshare(address, pages, DriverToDevice);
                packet.Free();
                return 0;
            default:
                port.TransmitSpace = 0;
                return -16;
        }
    }
}
