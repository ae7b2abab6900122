using Devices;
using Hal;

namespace Drivers;

// Follows a fix in iPXE: "[dma] Use virtual addresses for dma_map()": the frame is shared, and the device gets the address that the HAL
// returned.
public sealed unsafe class FlatTransmit<THal>(Device nic)
    where THal : struct, IHal
{
    private const int SlotBytes = 1536;

    public int Send(byte* frame, int length)
    {
        if (length <= 0 || length > SlotBytes)
        {
            return -22;
        }

        var buffer = new DmaBuffer(frame, length);
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        nic.Program(address, length);
        nic.Kick();
        bool sent = nic.Wait(100);
        if (!sent)
        {
            nic.Reset();
        }

        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
        return sent ? 0 : -110;
    }

    public int SendAll(byte* frames, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int status = Send(frames + i * SlotBytes, SlotBytes);
            if (status != 0)
            {
                return status;
            }
        }

        return 0;
    }
}
