using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in DPDK (net/iavf): the memory comes zeroed, and the driver only reads it.
internal sealed unsafe class HeadWriteBack<THal>(Ring ring, Device port)
    where THal : struct, IHal
{
    public int WaitFor(int entries)
    {
        using var memory = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        uint* head = memory.Pointer<uint>(64);
        port.Program(memory.PaddrAt(64), sizeof(uint));
        ring.Doorbell();
        int reached = 0;
        for (int i = 0; i < 1000; i++)
        {
            reached = (int)Volatile.Read(ref *head);
            if (reached >= entries || !port.Poll())
            {
                break;
            }
        }

        ring.Stop();
        port.Reset();
        return reached;
    }
}
