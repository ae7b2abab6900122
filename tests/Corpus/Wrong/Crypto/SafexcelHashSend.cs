using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux crypto (inside-secure): a full result ring jumps to the label behind the unmapping of the result.
internal sealed class SafexcelHash<THal>(Ring commands, Ring results, DmaBuffer cache, DmaBuffer state)
    where THal : struct, IHal
{
    public int Send(int cached, out int written)
    {
        int error;
        written = 0;
        DmaBuffer head = cache.Slice(0, cached);
        PhysAddr input = THal.Share(head, BufferDirection.DriverToDevice);
        if (!commands.TryPost(input, cached, out int command))
        {
            error = -12;
            goto unmapCache;
        }

        PhysAddr result = THal.Share(state, BufferDirection.DeviceToDriver); //! HAL1002
        if (!results.TryPost(result, state.Length, out int slot))
        {
            commands.Stop();
            error = -28;
            goto unmapCache;
        }

        commands.Doorbell();
        while (!commands.IsDone(command) || !results.IsDone(slot))
        {
        }

        written = state.Length;
        error = 0;

        THal.Unshare(result, state, BufferDirection.DeviceToDriver);
    unmapCache:
        THal.Unshare(input, head, BufferDirection.DriverToDevice);
        return error;
    }
}
