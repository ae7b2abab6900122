using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux staging (vchiq_arm): the pin of the array is given up while the device's mapping of it lives.
internal sealed unsafe class BulkTransfer<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private const uint BulkTransmit = 0x31;

    public int Send(byte[] data)
    {
        if (data.Length == 0)
        {
            return 0;
        }

        GCHandle pin = GCHandle.Alloc(data, GCHandleType.Pinned);
        var buffer = new DmaBuffer((byte*)pin.AddrOfPinnedObject(), data.Length);
        PhysAddr paddr = THal.Share(buffer, BufferDirection.DriverToDevice);
        int status = firmware.Execute(BulkTransmit, paddr);
        pin.Free(); //! HAL1008
        if (status != 0)
        {
            Log.Info("the bulk transfer was refused");
        }

        THal.Unshare(paddr, buffer, BufferDirection.DriverToDevice);
        return status == 0 ? data.Length : status;
    }
}
