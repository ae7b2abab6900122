using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (ks8842): two bytes were added to the shared address, and the sum is given back.
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

        PhysAddr data = THal.Share(buffer, DeviceToDriver) + IpAlign;
        int limit = 100_000;
        channel.StartReceive(data, buffer.Length - IpAlign);
        while (channel.Received == 0 && limit-- > 0)
        {
        }

        int received = channel.StopReceive();
        THal.Unshare(data, buffer, DeviceToDriver); //! HAL1001
        return received;
    }
}
