using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in U-Boot: "drivers: fpga: intel_sdm_mb: Flush cache before FPGA configuration": Share is called for its cache flush
// alone; its address is dropped and the mailbox gets the caller's.
public sealed unsafe class SecureDeviceManager<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    private const uint Reconfigure = 9;

    public int LoadBitstream(DmaBuffer bitstream, PhysAddr loadAddress)
    {
        if (bitstream.Length % 4 != 0)
        {
            return -22;
        }

        Log.Address(loadAddress);
        THal.Share(bitstream, DriverToDevice); //! HAL1003
        int status = mailbox.Execute(Reconfigure, loadAddress);
        if (status < 0)
        {
            Log.Info("the reconfiguration failed");
            return status;
        }

        return 0;
    }
}
