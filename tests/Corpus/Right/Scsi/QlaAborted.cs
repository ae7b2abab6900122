using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "scsi: qla2xxx: Fix missed DMA unmap for aborted commands": a command that the firmware gave back as aborted
// returned before the unmap.
public enum Completion
{
    Good,
    Underrun,
    Aborted,
    Timeout,
}

public class QlaCommand<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    public int Execute(DmaBuffer data, bool write, Func<Completion> wait)
    {
        BufferDirection direction = write ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver;
        PhysAddr address = THal.Share(data, direction);
        queue.Submit(address, data);

        switch (wait())
        {
            case Completion.Good:
                THal.Unshare(address, data, direction);
                return 0;

            case Completion.Underrun:
                THal.Unshare(address, data, direction);
                return data.Length;

            case Completion.Aborted:
                Log.Info("command aborted");
                THal.Unshare(address, data, direction);
                return -125;

            default:
                THal.Unshare(address, data, direction);
                return -110;
        }
    }
}
