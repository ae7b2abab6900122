using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "[SCSI] hpsa: fix dma unmap error in hpsa_passthru_ioctl": a command without data unmapped its data like the
// others.
public unsafe class HpsaPassthru<THal>(Mailbox controller)
    where THal : struct, IHal
{
    public int Ioctl(DmaBuffer cdb, byte* user, int size)
    {
        DmaBuffer data = default;
        PhysAddr chain = default;
        PhysAddr command = THal.Share(cdb, DriverToDevice);
        int status;

        if (size == 0)
        {
            status = controller.Execute(0x12, command);
            THal.Unshare(chain, data, Both); //! HAL1009
            THal.Unshare(command, cdb, DriverToDevice);
            return status;
        }

        data = new DmaBuffer(user, size);
        chain = THal.Share(data, Both);
        status = controller.Execute(0x12, command, chain);
        THal.Unshare(chain, data, Both);
        THal.Unshare(command, cdb, DriverToDevice);
        return status;
    }
}
