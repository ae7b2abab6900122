using Devices;
using Hal;

namespace Drivers;

// Follows a fix in iPXE: "[dma] Use virtual addresses for dma_map()": the address of the frame for the device is made from its pointer.
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

        var address = new PhysAddr((ulong)frame);
        nic.Program(address, length); //! HAL1015
        nic.Kick();
        bool sent = nic.Wait(100);
        if (!sent)
        {
            nic.Reset();
        }

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
