using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in U-Boot: "scsi: set dma direction to NONE for TEST UNIT READY" (beeb91aa64f): one command block serves a chain of
// commands, and the direction of the last one was taken for all of them.
public sealed unsafe class ScsiInquiry<THal>(Device host)
    where THal : struct, IHal
{
    public int Inquire(DmaBuffer inquiry, DmaBuffer parameters)
    {
        BufferDirection direction = DeviceToDriver;
        PhysAddr data = THal.Share(inquiry, direction);
        if (!host.Submit(data, inquiry.Length) || !host.Wait(1000))
        {
            host.Reset();
            THal.Unshare(data, inquiry, direction);
            return -5;
        }

        direction = DriverToDevice;
        PhysAddr list = THal.Share(parameters, direction);
        if (!host.Submit(list, parameters.Length) || !host.Wait(1000))
        {
            host.Reset();
        }

        THal.Unshare(list, parameters, direction);
        THal.Unshare(data, inquiry, direction); //! HAL1005 (no fix: meaning)
        return inquiry[0] & 0x1F;
    }
}
