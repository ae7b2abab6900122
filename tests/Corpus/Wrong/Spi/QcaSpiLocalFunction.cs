using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (qca_spi, spi drivers): the local function for failures unshares the transmit side only.
internal sealed class QcaSpi<THal>(SpiController spi)
    where THal : struct, IHal
{
    public int Exchange(DmaBuffer request, DmaBuffer reply)
    {
        PhysAddr tx = THal.Share(request, DriverToDevice);
        PhysAddr rx = THal.Share(reply, DeviceToDriver); //! HAL1002
        spi.SelectChip(0);
        int error = spi.Start(tx, rx, request.Length);
        if (error != 0)
        {
            return Fail(error);
        }

        if (!spi.WaitIdle(100))
        {
            spi.Abort();
            return Fail(-110);
        }

        spi.ReleaseChip();
        THal.Unshare(rx, reply, DeviceToDriver);
        THal.Unshare(tx, request, DriverToDevice);
        return 0;

        int Fail(int code)
        {
            spi.ReleaseChip();
            THal.Unshare(tx, request, DriverToDevice);
            Log.Info($"qca: {code}");
            return code;
        }
    }
}
