using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (pci-epf-vnet of Phytium): the transmit page is unmapped with its own size.
public sealed unsafe class PhytiumVnet<THal>(NetPort port)
    where THal : struct, IHal
{
    private const int TransmitPageSize = 2048;
    private const int ReceivePageSize = 4096;

    public bool SendPage(byte* page, int length)
    {
        if (length > TransmitPageSize)
        {
            return false;
        }

        PhysAddr address = THal.Share(new DmaBuffer(page, TransmitPageSize), DriverToDevice);
        bool sent = port.Transmit(address, length);
        if (sent)
        {
            while (port.ReapTransmitted() == 0)
            {
            }
        }

        THal.Unshare(address, new DmaBuffer(page, TransmitPageSize), DriverToDevice);
        return sent;
    }

    public int ReceivePage(byte* page, Ring ring)
    {
        var buffer = new DmaBuffer(page, ReceivePageSize);
        PhysAddr address = THal.Share(buffer, DeviceToDriver);
        int written = 0;
        if (ring.TryPost(address, ReceivePageSize, out int index))
        {
            while (!ring.IsDone(index))
            {
            }

            ring.TryTake(out _, out written);
        }

        THal.Unshare(address, buffer, DeviceToDriver);
        return written;
    }
}
