using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (cdc_ncm): the frame is padded before it is shared.
internal sealed class NtbWriter<THal>(NetPort port)
    where THal : struct, IHal
{
    private const int MinimumFrame = 60;

    public bool Send(DmaBuffer block, int used)
    {
        int length = used;
        if (length < MinimumFrame && block.Length >= MinimumFrame)
        {
            block.AsSpan()[..MinimumFrame].Slice(length).Clear();
            length = MinimumFrame;
        }

        PhysAddr address = THal.Share(block, DriverToDevice);
        bool sent = port.Transmit(address, length);
        while (sent && port.ReapTransmitted() == 0)
        {
        }

        THal.Unshare(address, block, DriverToDevice);
        return sent;
    }
}
