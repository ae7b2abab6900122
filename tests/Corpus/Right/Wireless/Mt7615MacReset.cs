using Devices;
using Hal;

namespace Drivers;

// Follows a fix in mt76: "mt76: mt7615: fix skb use-after-free on mac reset": the reset only stops the device, the common end of the
// method ends the share once.
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
                status = -110;
                break;
            }
        }

        THal.Unshare(token, frame, BufferDirection.DriverToDevice);
        packet.Free();
        return status;
    }
}
