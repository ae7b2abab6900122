using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (mps): the data of a bidirectional command is taken back as if the device had only read it.
internal sealed class ScsiPassthrough<THal>(NvmeQueue requests)
    where THal : struct, IHal
{
    [Flags]
    public enum DataFlags
    {
        None = 0,
        In = 1,
        Out = 2,
    }

    public int Run(byte opcode, DmaBuffer data, DataFlags flags)
    {
        if (flags != (DataFlags.In | DataFlags.Out))
        {
            return -95;
        }

        PhysAddr sgl = THal.Share(data, Both);
        int id = requests.Submit(opcode, sgl, default);
        while (id >= 0 && !requests.IsDone(id))
        {
        }

        BufferDirection direction = (flags & DataFlags.Out) != 0 ? DriverToDevice : Both;
        THal.Unshare(sgl, data, direction); //! HAL1005
        return id < 0 ? id : 0;
    }
}
