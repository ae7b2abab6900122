using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's network drivers: the length that unmapping needs was never recorded for the header, so it unmaps nothing.
public sealed class UnmapWithoutLength<THal>(Ring ring)
    where THal : struct, IHal
{
    private struct TxInfo
    {
        public PhysAddr Address;
        public DmaBuffer Mapped;
        public Packet? Packet;
    }

    public bool Send(Packet packet)
    {
        TxInfo info = default;
        info.Packet = packet;
        info.Address = THal.Share(packet.Buffer, DriverToDevice);
        if (!ring.TryPost(info.Address, packet.Length, out int index))
        {
            THal.Unshare(info.Address, info.Mapped, DriverToDevice); //! HAL1009
            return false;
        }

        ring.Doorbell();
        while (!ring.IsDone(index))
        {
            Thread.Yield();
        }

        THal.Unshare(info.Address, packet.Buffer, DriverToDevice);
        info.Packet.Free();
        return true;
    }
}
