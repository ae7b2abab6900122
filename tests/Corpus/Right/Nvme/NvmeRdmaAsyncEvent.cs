using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "nvme-rdma: fix possible double free of controller async event buffer": one path of a failed start unmapped it
// before the label that does.
public sealed unsafe class NvmeRdmaController<THal>(NvmeQueue admin)
    where THal : struct, IHal
{
    private const byte AsyncEvent = 0x0C;

    public int ConfigureAdmin(DmaBuffer asyncEvent, bool newController)
    {
        PhysAddr sqe = THal.Share(asyncEvent, DriverToDevice);
        int error = admin.Submit(AsyncEvent, sqe, default);
        if (error < 0)
        {
            goto freeAsync;
        }

        if (!admin.RingDoorbell())
        {
            error = -5;
            if (newController)
            {
                THal.Unshare(sqe, asyncEvent, DriverToDevice);
                return error;
            }

            goto freeAsync;
        }

        while (!admin.IsDone(error))
        {
        }

        error = 0;

    freeAsync:
        THal.Unshare(sqe, asyncEvent, DriverToDevice);
        return error;
    }
}
