using Devices;
using Hal;

namespace Drivers;

/// <summary>Small or odd transfers go through the FIFO; only the others are mapped.</summary>
public sealed unsafe class AtapiTransfer<THal>(MmcController host)
    where THal : struct, IHal
{
    private static bool UseDma(MmcController host, DmaBuffer buffer) =>
        host.UsesDma && buffer.Length >= 32 && ((nuint)buffer.Pointer & 3) == 0 && (buffer.Length & 3) == 0;

    public int Read(DmaBuffer into, uint block)
    {
        bool dma = UseDma(host, into);
        PhysAddr address = default;
        if (dma)
        {
            address = THal.Share(into, BufferDirection.DeviceToDriver);
            host.SetDataAddress(address);
        }

        int error = host.SendCommand(0x28, block);
        if (error == 0)
        {
            error = Transfer(into, dma);
        }

        if (dma)
        {
            THal.Unshare(address, into, BufferDirection.DeviceToDriver);
        }

        return error;
    }

    private int Transfer(DmaBuffer into, bool dma)
    {
        if (!dma)
        {
            host.ReadFifo(into.AsSpan());
            return 0;
        }

        Deadline deadline = Deadline.In(1000);
        while ((host.Interrupts & MmcController.DataDone) == 0)
        {
            if ((host.Interrupts & MmcController.CrcError) != 0 || deadline.Expired)
            {
                host.StopTransfer();
                return -84;
            }
        }

        return 0;
    }
}
