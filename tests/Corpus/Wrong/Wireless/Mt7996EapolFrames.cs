using Devices;
using Hal;

namespace Drivers;

// Follows a fix in mt76: "wifi: mt76: mt7996: Add missing DMA sync for EAPOL frames": the flags of the key frame are patched after the
// frame was shared; a bouncing HAL sends the old ones.
public sealed class EapolTransmit<THal>(Device mac)
    where THal : struct, IHal
{
    private const int EtherTypeOffset = 12;
    private const byte Secure = 0x02;

    public bool LinkHasOffload { get; set; }

    public int Send(DmaBuffer frame)
    {
        if (frame.Length < 20)
        {
            return -22;
        }

        bool isEapol = frame[EtherTypeOffset] == 0x88 && frame[EtherTypeOffset + 1] == 0x8e;
        PhysAddr address = THal.Share(frame, BufferDirection.DriverToDevice);
        if (isEapol && LinkHasOffload)
        {
            frame[19] |= Secure; //! HAL1007
        }

        int status = mac.Start(address, frame.Length);
        if (status == 0 && !mac.Wait(100))
        {
            mac.Reset();
            status = -110;
        }

        THal.Unshare(address, frame, BufferDirection.DriverToDevice);
        return status;
    }
}
