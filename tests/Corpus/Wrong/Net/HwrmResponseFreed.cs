using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's drivers/scsi and drivers/net (mailbox commands): the response is read after its memory went back.
public sealed unsafe class HwrmResponseFreed<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Response
    {
        public ushort Error;
        public ushort Type;
        public uint MaxRings;
    }

    public int QueryMaxRings(out uint rings)
    {
        rings = 0;
        if (!Dma<THal>.TryCreate(1, DeviceToDriver, out Dma<THal>? memory))
        {
            return -12;
        }

        Response* response = memory.Pointer<Response>(0);
        int error = firmware.Execute(0x11, memory.Paddr);
        memory.Dispose();
        if (error == 0)
        {
            rings = response->MaxRings; //! HAL2008
        }

        return error;
    }
}
