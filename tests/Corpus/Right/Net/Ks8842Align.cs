using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (ks8842): the shared address is kept beside the sum and is the one given back.
internal sealed class ReceiveChannel<THal>(SerialPort channel)
    where THal : struct, IHal
{
    private const int IpAlign = 2;

    public int Receive(DmaBuffer buffer)
    {
        if (buffer.Length <= IpAlign)
        {
            return 0;
        }

        PhysAddr start = THal.Share(buffer, DeviceToDriver);
        PhysAddr data = start + IpAlign;
        int limit = 100_000;
        channel.StartReceive(data, buffer.Length - IpAlign);
        while (channel.Received == 0 && limit-- > 0)
        {
        }

        int received = channel.StopReceive();
        THal.Unshare(start, buffer, DeviceToDriver);
        return received;
    }
}
