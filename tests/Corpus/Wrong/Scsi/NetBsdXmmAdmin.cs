using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NetBSD (disk and modem drivers): the case of a busy controller returns with the request still shared.
internal sealed class AdminCommand<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    public int Run(DmaBuffer request)
    {
        PhysAddr address = THal.Share(request, Both); //! HAL1002 (no fix: handed over)
        int result;
        switch (queue.Post(address, request))
        {
            case 0:
                result = 0;
                while (!queue.TryFinish(address))
                {
                }

                break;
            case 28:
                return -11;
            default:
                Log.Info("xmm: the controller refused the request");
                result = -5;
                break;
        }

        THal.Unshare(address, request, Both);
        return result;
    }
}
