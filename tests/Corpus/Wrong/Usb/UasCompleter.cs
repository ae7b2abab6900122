using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (uas): Cancel ends the share as its parameter says, and the method ends it once more.
internal interface ITaskSet
{
    bool Run(PhysAddr data, int length);

    void Cancel([Unshares] PhysAddr data, DmaBuffer buffer);
}

internal sealed class TaggedCommand<THal>(ITaskSet tasks)
    where THal : struct, IHal
{
    public bool Read(DmaBuffer sector)
    {
        PhysAddr data = THal.Share(sector, DeviceToDriver);
        bool done = false;
        for (int attempt = 0; attempt < 3 && !done; attempt++)
        {
            done = tasks.Run(data, sector.Length);
        }

        if (!done)
        {
            tasks.Cancel(data, sector);
        }

        THal.Unshare(data, sector, DeviceToDriver); //! HAL1004
        return done;
    }
}
