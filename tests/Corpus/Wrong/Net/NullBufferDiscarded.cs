using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in iPXE: "[netdevice] Do not attempt to unmap a null I/O buffer": the null buffer that the discard path passes on is
// unmapped as if it had been mapped.
public sealed unsafe class NetDevice<THal>(Device nic)
    where THal : struct, IHal
{
    public int Discarded { get; private set; }

    public int Sent { get; private set; }

    public bool Transmit(DmaBuffer frame)
    {
        PhysAddr address = THal.Share(frame, DriverToDevice);
        if (nic.Submit(address, frame.Length) && nic.Wait(100))
        {
            THal.Unshare(address, frame, DriverToDevice);
            Sent++;
            return true;
        }

        nic.Reset();
        Discarded++;
        DmaBuffer discarded = default;
        THal.Unshare(address, discarded, DriverToDevice); //! HAL1009
        return false;
    }
}
