using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "ath10k: fix dma unmap direction for management frames": mapped for the device to read, unmapped the other
// way.
public sealed unsafe class Ath10kManagement<THal>
    where THal : struct, IHal
{
    private const int MaxFrame = 2304;

    private readonly NetPort _radio;

    public Ath10kManagement(NetPort radio) => _radio = radio;

    public int Dropped { get; private set; }

    public bool SendManagement(Packet frame)
    {
        if (frame.Length > MaxFrame)
        {
            Dropped++;
            frame.Free();
            return false;
        }

        DmaBuffer data = frame.Buffer;
        PhysAddr paddr = THal.Share(data, DriverToDevice);
        bool sent = _radio.Transmit(paddr, data.Length);
        while (sent && _radio.ReapTransmitted() == 0)
        {
            Thread.Yield();
        }

        if (!sent)
        {
            Dropped++;
        }

        THal.Unshare(paddr, data, DeviceToDriver); //! HAL1005
        frame.Free();
        return sent;
    }
}
