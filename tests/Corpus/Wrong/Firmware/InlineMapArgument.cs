using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot: the mapping is made in the argument of the call, and nobody has its address afterwards.
public sealed class InlineMapArgument<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    public int LoadTable(DmaBuffer table)
    {
        int error = firmware.Execute(0x30, THal.Share(table, DriverToDevice)); //! HAL1002 (no fix: expression)
        if (error != 0)
        {
            Log.Info("the table was refused");
        }

        return error;
    }
}
