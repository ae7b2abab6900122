using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in RIOT (nrf802154): the variable keeps its first value where the frame wants no acknowledgement.
internal sealed class AckSender<THal>(Device radio)
    where THal : struct, IHal
{
    private const byte AckRequest = 0x20;

    public void Reply(DmaBuffer received, DmaBuffer acknowledgement)
    {
        DmaBuffer answer = default;
        if ((received[0] & AckRequest) == 0)
        {
            Log.Info("no acknowledgement wanted");
            PhysAddr idle = THal.Share(answer, DriverToDevice); //! HAL1009
            radio.Program(idle, answer.Length);
            radio.Wait(1);
            THal.Unshare(idle, answer, DriverToDevice); //! HAL1009
            return;
        }

        answer = acknowledgement;
        acknowledgement[2] = received[2];
        PhysAddr address = THal.Share(answer, DriverToDevice);
        radio.Program(address, answer.Length);
        radio.Wait(1);
        THal.Unshare(address, answer, DriverToDevice);
    }
}
