using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A transfer in which each part exists by a flag, tested at both ends.</summary>
public sealed class CorrelatedFlags<THal>(SpiController spi)
    where THal : struct, IHal
{
    public int Transfer(DmaBuffer? transmit, DmaBuffer? receive, int length)
    {
        bool hasTransmit = transmit is { Length: > 0 };
        bool hasReceive = receive is { Length: > 0 };
        if (!hasTransmit && !hasReceive)
        {
            return 0;
        }

        PhysAddr transmitAddress = hasTransmit ? THal.Share(transmit!.Value, DriverToDevice) : default;
        PhysAddr receiveAddress = hasReceive ? THal.Share(receive!.Value, DeviceToDriver) : default;

        int error = spi.Start(transmitAddress, receiveAddress, length);
        if (error >= 0 && !spi.WaitIdle(length / 100))
        {
            spi.Abort();
            error = -110;
        }

        if (hasReceive)
        {
            THal.Unshare(receiveAddress, receive!.Value, DeviceToDriver);
        }

        if (hasTransmit)
        {
            THal.Unshare(transmitAddress, transmit!.Value, DriverToDevice);
        }

        return error;
    }
}
