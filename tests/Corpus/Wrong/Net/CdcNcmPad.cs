using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (cdc_ncm): the frame is padded while the device reads it.
internal sealed class NtbWriter<THal>(NetPort port)
    where THal : struct, IHal
{
    private const int MinimumFrame = 60;

    public bool Send(DmaBuffer block, int used)
    {
        int length = used;
        PhysAddr address = THal.Share(block, DriverToDevice);
        if (length < MinimumFrame && block.Length >= MinimumFrame)
        {
            block.AsSpan()[..MinimumFrame].Slice(length).Clear(); //! HAL1007
            length = MinimumFrame;
        }

        bool sent = port.Transmit(address, length);
        while (sent && port.ReapTransmitted() == 0)
        {
        }

        THal.Unshare(address, block, DriverToDevice);
        return sent;
    }
}
