using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "net: lantiq_xrx200: restore buffer if memory allocation failed": each branch of the switch ends the share of
// the packet.
public enum RefillResult
{
    Refilled,
    NoMemory,
    Stopped,
}

public sealed class XrxChannel<THal>(VendorQueue queue, NetPort port)
    where THal : struct, IHal
{
    public RefillResult Refill(int bytes)
    {
        Packet? packet = port.Allocate(bytes);
        if (packet is null)
        {
            return RefillResult.NoMemory;
        }

        packet.Length = bytes;
        DmaBuffer buffer = packet.Buffer;
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        switch (queue.Submit(address, buffer))
        {
            case SubmitResult.Completed:
                THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
                port.Deliver(packet);
                return RefillResult.Refilled;
            case SubmitResult.Rejected:
                THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
                packet.Free();
                return RefillResult.NoMemory;
            default:
                while (!queue.TryFinish(address))
                {
                    queue.Poll();
                }

                THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
                port.Deliver(packet);
                return port.LinkUp ? RefillResult.Refilled : RefillResult.Stopped;
        }
    }
}
