using Devices;
using Hal;

/// <summary>A relational pattern decides whether a packet is worth a mapping; its complement returns before the Unshare.</summary>
public sealed class CopyBreak<THal>
    where THal : struct, IHal
{
    private const int CopyLimit = 256;
    private readonly Device _device = new();

    public int Send(DmaBuffer packet)
    {
        int length = packet.Length;
        PhysAddr at = default;
        if (length is > CopyLimit and <= 9000)
        {
            at = THal.Share(packet, BufferDirection.DriverToDevice);
        }

        int status = _device.Start(at, length);
        if (length is not (> CopyLimit and <= 9000))
        {
            return status;
        }

        THal.Unshare(at, packet, BufferDirection.DriverToDevice);
        return status;
    }
}
