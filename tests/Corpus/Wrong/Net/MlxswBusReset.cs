using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (mlxsw): the version test returns without deallocating.
internal sealed unsafe class FirmwareQuery<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private const uint QueryFirmware = 4;

    public int Revision(out int revision)
    {
        revision = 0;
        var (address, output) = THal.DmaAlloc(1, DeviceToDriver); //! HAL2002
        if (address == default)
        {
            return -12;
        }

        int error = firmware.Execute(QueryFirmware, address);
        if (error < 0)
        {
            return THal.DmaDealloc(address, output, 1) != 0 ? -5 : error;
        }

        revision = output[6] << 8 | output[7];
        if (revision < 3)
        {
            Log.Info("firmware is too old");
            return -22;
        }

        return THal.DmaDealloc(address, output, 1);
    }
}
