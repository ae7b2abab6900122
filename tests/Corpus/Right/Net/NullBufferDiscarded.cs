using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in iPXE: "[netdevice] Do not attempt to unmap a null I/O buffer": the buffer that was mapped is unmapped, also when the
// device goes away.
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
        THal.Unshare(address, frame, DriverToDevice);
        return false;
    }
}
