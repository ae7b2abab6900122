using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in U-Boot: "drivers: fpga: intel_sdm_mb: Flush cache before FPGA configuration": the mailbox gets the address that Share
// returned, and the share ends when the chunk was taken.
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
        PhysAddr address = THal.Share(bitstream, DriverToDevice);
        int status = mailbox.Execute(Reconfigure, address);
        THal.Unshare(address, bitstream, DriverToDevice);
        if (status < 0)
        {
            Log.Info("the reconfiguration failed");
            return status;
        }

        return 0;
    }
}
