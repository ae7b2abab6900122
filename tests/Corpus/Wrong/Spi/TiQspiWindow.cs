using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (ti-qspi): the buffer of the caller is twice as long as what the helper has shared.
internal sealed class WindowRead<THal>(Device qspi)
    where THal : struct, IHal
{
    private const int Window = 512;

    [return: MustUnshare]
    private static PhysAddr MapWindow(DmaBuffer target) => THal.Share(target.Slice(0, Window), DeviceToDriver);

    public unsafe bool Read(byte* memory)
    {
        var target = new DmaBuffer(memory, 2 * Window);
        PhysAddr address = MapWindow(target);
        qspi.Program(address, Window);
        qspi.Kick();
        bool done = qspi.Wait(10);
        if (!done)
        {
            qspi.Reset();
        }

        THal.Unshare(address, target, DeviceToDriver); //! HAL1006 (no fix: meaning)
        return done;
    }
}
