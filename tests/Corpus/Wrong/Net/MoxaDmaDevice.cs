using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "net: moxa: pass pdev instead of ndev to DMA functions": the frame is shared through the checked HAL and
// unshared through the one behind it.
public sealed class MoxaTransmit<THal>(Device mac, NetPort port)
    where THal : struct, IHal
{
    private const int MinimumLength = 60;

    public int Sent { get; private set; }

    public int Transmit(DmaBuffer frame)
    {
        if (frame.Length < MinimumLength)
        {
            return -22;
        }

        PhysAddr address = Checked<THal>.Share(frame, BufferDirection.DriverToDevice);
        if (!port.Transmit(address, frame.Length))
        {
            Checked<THal>.Unshare(address, frame, BufferDirection.DriverToDevice);
            return -16;
        }

        if (!mac.Wait(100))
        {
            mac.Reset();
        }

        THal.Unshare(address, frame, BufferDirection.DriverToDevice); //! HAL1013
        Sent += port.ReapTransmitted();
        return 0;
    }
}
