using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in iPXE (sfc): a local function ends the receive share as Both.
internal sealed class SfcPoll<THal>(Ring receive)
    where THal : struct, IHal
{
    private const int Prefix = 16;

    public int Poll(DmaBuffer iobuf)
    {
        if (iobuf.Length <= Prefix)
        {
            return -22;
        }

        PhysAddr mapped = THal.Share(iobuf, DeviceToDriver);
        receive.Post(0, mapped, iobuf.Length);
        receive.Doorbell();
        return receive.TryTake(out int slot, out int written) && slot == 0 ? Close(written) : Close(0);

        int Close(int length)
        {
            receive.Stop();
            THal.Unshare(mapped, iobuf, Both); //! HAL1005
            return length;
        }
    }
}
