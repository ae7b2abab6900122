using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in virtio-drivers: the helper has ended the share where it returns false, and the caller ends it again.
internal sealed class RequestQueue<THal>(Device device)
    where THal : struct, IHal
{
    public bool Request(DmaBuffer command)
    {
        PhysAddr address = THal.Share(command, DriverToDevice);
        if (!Finish(address, command))
        {
            THal.Unshare(address, command, DriverToDevice); //! HAL1004
            return false;
        }

        return device.Status == 0;
    }

    private bool Finish([Unshares] PhysAddr address, DmaBuffer command)
    {
        bool accepted = device.Submit(address, command.Length);
        if (accepted)
        {
            accepted = device.Wait(100);
            device.Reset();
        }

        THal.Unshare(address, command, DriverToDevice);
        return accepted;
    }
}
