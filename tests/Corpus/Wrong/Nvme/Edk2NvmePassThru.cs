using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in EDK2 (NvmExpressPassthru): an odd metadata length leaves the method between the share and the try.
internal sealed class PassThru<THal>(NvmeQueue admin)
    where THal : struct, IHal
{
    public int Execute(byte opcode, DmaBuffer data, DmaBuffer metadata)
    {
        PhysAddr prp1 = THal.Share(data, Both); //! HAL1002
        if ((metadata.Length & 3) != 0)
        {
            return -22;
        }

        PhysAddr extra = THal.Share(metadata, Both);
        try
        {
            int command = admin.Submit(opcode, prp1, extra);
            if (command < 0)
            {
                return command;
            }

            while (!admin.IsDone(command))
            {
            }

            return 0;
        }
        finally
        {
            THal.Unshare(extra, metadata, Both);
            THal.Unshare(prp1, data, Both);
        }
    }
}
