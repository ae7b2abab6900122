using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "coverity: enetc: unmap DMA in enetc_send_cmd()": a command that the ring could not take is unmapped before
// the error is returned.
public sealed unsafe class EnetcControlRing<THal>(Ring ring)
    where THal : struct, IHal
{
    private const int Busy = -16;
    private const int TimedOut = -110;

    public int SetMacFilter(DmaBuffer table)
    {
        PhysAddr address = THal.Share(table, DriverToDevice);
        if (!ring.TryPost(address, table.Length, out int slot))
        {
            THal.Unshare(address, table, DriverToDevice);
            return Busy;
        }

        ring.Doorbell();

        Deadline deadline = Deadline.In(100);
        while (!ring.IsDone(slot) && !deadline.Expired)
        {
        }

        int status = 0;
        if (!ring.IsDone(slot))
        {
            ring.Stop();
            status = TimedOut;
        }

        THal.Unshare(address, table, DriverToDevice);
        return status;
    }
}
