using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Each packet in a try of its own: taken ones are counted, what was refused or thrown at is ended behind the try.
public sealed class ContinueOutOfTry<THal>(Queue queue)
    where THal : struct, IHal
{
    public int SendAll(IEnumerable<Packet> packets)
    {
        int sent = 0;
        foreach (Packet packet in packets)
        {
            PhysAddr paddr = THal.Share(packet.Buffer, DriverToDevice);
            try
            {
                if (queue.TryAdd(paddr, packet.Buffer))
                {
                    sent++;
                    continue;
                }
            }
            catch (DeviceException error)
            {
                Log.Info(error.Message);
            }

            THal.Unshare(paddr, packet.Buffer, DriverToDevice);
            packet.Free();
        }

        return sent;
    }
}
