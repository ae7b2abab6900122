using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// One variable for one share after the other, each with another buffer and direction.
public sealed class ReusedVariable<THal>(SpiController spi)
    where THal : struct, IHal
{
    public int ReadId(DmaBuffer command, DmaBuffer answer, DmaBuffer tail)
    {
        spi.SelectChip(1);
        PhysAddr paddr = THal.Share(command, DriverToDevice);
        int error = spi.Start(paddr, default, command.Length);
        THal.Unshare(paddr, command, DriverToDevice);
        if (error == 0)
        {
            paddr = THal.Share(answer, DeviceToDriver);
            error = spi.Start(default, paddr, answer.Length);
            THal.Unshare(paddr, answer, DeviceToDriver);
        }

        if (error == 0 && answer[0] == 0xEF)
        {
            paddr = THal.Share(tail, Both);
            error = spi.Start(paddr, paddr, tail.Length);
            THal.Unshare(paddr, tail, Both);
        }

        spi.ReleaseChip();
        return error;
    }
}
