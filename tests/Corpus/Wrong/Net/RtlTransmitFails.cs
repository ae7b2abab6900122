using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in iPXE: "Avoid double free on I/O buffer when rtl_transmit() returns failure": a transmission that fails releases the
// buffer in its own branch, and then again at the end.
public sealed unsafe class RtlNic<THal>(Device nic)
    where THal : struct, IHal
{
    private const int CommandRegister = 0x37;

    public int Errors { get; private set; }

    public int Transmit(DmaBuffer frame)
    {
        PhysAddr address = THal.Share(frame, DriverToDevice);
        int status = nic.Start(address, frame.Length);
        if (status != 0)
        {
            Errors++;
            nic.WriteRegister(CommandRegister, 0);
            THal.Unshare(address, frame, DriverToDevice);
        }
        else if (!nic.Wait(20))
        {
            Errors++;
            nic.Reset();
            status = -110;
        }

        THal.Unshare(address, frame, DriverToDevice); //! HAL1004
        return status;
    }
}
