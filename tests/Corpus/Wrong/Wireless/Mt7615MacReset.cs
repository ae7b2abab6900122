using Devices;
using Hal;

namespace Drivers;

// Follows a fix in mt76: "mt76: mt7615: fix skb use-after-free on mac reset": the reset after a hang ends the share of the frame, and
// the common end of the method ends it again.
public sealed class FrameSender<THal>(Device mac, NetPort port)
    where THal : struct, IHal
{
    public int Resets { get; private set; }

    public int Send(Packet packet)
    {
        DmaBuffer frame = packet.Buffer;
        PhysAddr token = THal.Share(frame, BufferDirection.DriverToDevice);
        int status = 0;
        if (!port.Transmit(token, frame.Length))
        {
            status = -100;
        }
        else
        {
            int waits = 0;
            while (!mac.Wait(20))
            {
                if (++waits < 5)
                {
                    continue;
                }

                Resets++;
                mac.Reset();
                THal.Unshare(token, frame, BufferDirection.DriverToDevice);
                status = -110;
                break;
            }
        }

        THal.Unshare(token, frame, BufferDirection.DriverToDevice); //! HAL1004
        packet.Free();
        return status;
    }
}
