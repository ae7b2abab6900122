using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A transfer in phases; each phase may say that it is the last.
public sealed class PhasesByIterator<THal>(SpiController spi)
    where THal : struct, IHal
{
    private readonly record struct Phase(DmaBuffer Buffer, bool Read, bool KeepSelected);

    private bool RunPhase(Phase phase)
    {
        (DmaBuffer buffer, bool read, _) = phase;
        PhysAddr paddr = THal.Share(buffer, read ? DeviceToDriver : DriverToDevice);
        int error = read ? spi.Start(default, paddr, buffer.Length) : spi.Start(paddr, default, buffer.Length);
        bool good = error == 0 && spi.WaitIdle(100);
        if (error == 0 && !good)
        {
            spi.Abort();
        }

        THal.Unshare(paddr, buffer, phase.Read ? DeviceToDriver : DriverToDevice);
        return good;
    }

    public bool Run(DmaBuffer command, DmaBuffer address, DmaBuffer data)
    {
        Phase[] phases = [new(command, false, true), new(address, false, true), new(data, true, false)];
        spi.SelectChip(0);
        foreach (Phase phase in phases)
        {
            if (!RunPhase(phase))
            {
                spi.ReleaseChip();
                return false;
            }

            if (!phase.KeepSelected)
            {
                spi.ReleaseChip();
            }
        }

        return true;
    }
}
