using Devices;
using Hal;

namespace Drivers;

// Like fixes in EDK2 (MdeModulePkg): results of FreeBuffer that nobody looked at. A table whose pages were not given back is reported to
// the caller.
public sealed unsafe class IdentifyCommand<THal>(NvmeQueue admin)
    where THal : struct, IHal
{
    private const byte Identify = 6;

    public int ReadSerial(byte[] serial)
    {
        DmaAllocation table = THal.DmaAlloc(1, BufferDirection.DeviceToDriver);
        if (table.Paddr == default)
        {
            return -12;
        }

        int command = admin.Submit(Identify, table.Paddr, default);
        if (command >= 0)
        {
            admin.RingDoorbell();
            while (!admin.IsDone(command))
            {
                System.Threading.Thread.Yield();
            }

            for (int i = 0; i < 20 && i < serial.Length; i++)
            {
                serial[i] = table.Vaddr[4 + i];
            }
        }

        if (THal.DmaDealloc(table.Paddr, table.Vaddr, 1) != 0)
        {
            return -5;
        }

        return command < 0 ? command : 0;
    }
}
