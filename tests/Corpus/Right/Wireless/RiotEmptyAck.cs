using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in RIOT (nrf802154): where no acknowledgement is wanted nothing is shared.
internal sealed class AckSender<THal>(Device radio)
    where THal : struct, IHal
{
    private const byte AckRequest = 0x20;

    public void Reply(DmaBuffer received, DmaBuffer acknowledgement)
    {
        if ((received[0] & AckRequest) == 0)
        {
            Log.Info("no acknowledgement wanted");
            return;
        }

        DmaBuffer answer = acknowledgement;
        answer[2] = received[2];
        PhysAddr address = THal.Share(answer, DriverToDevice);
        radio.Program(address, answer.Length);
        if (!radio.Wait(1))
        {
            radio.Reset();
        }

        THal.Unshare(address, answer, DriverToDevice);
    }
}
