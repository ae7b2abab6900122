using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in OpenBSD (malo): the share lasts until the second attempt is over.
internal sealed class Rearm<THal>(MmcController card)
    where THal : struct, IHal
{
    public int Read(DmaBuffer buffer, uint block)
    {
        PhysAddr target = THal.Share(buffer, DeviceToDriver);
        Arm(target, 0);
        int error = card.SendCommand(53, block);
        card.StopTransfer();
        if (error == -84)
        {
            Arm(target, 1);
            error = card.SendCommand(53, block);
            card.StopTransfer();
        }

        THal.Unshare(target, buffer, DeviceToDriver);
        return error;
    }

    private void Arm([DeviceAddress] PhysAddr address, int retry)
    {
        Log.Info($"attempt {retry}");
        card.SetDataAddress(address);
    }
}
