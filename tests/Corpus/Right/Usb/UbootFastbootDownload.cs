using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (dwc3 gadget): the outer finally ends the share and then frees the buffer.
internal sealed unsafe class DownloadRequest<THal>(Device gadget)
    where THal : struct, IHal
{
    public int Receive(int length)
    {
        var memory = (byte*)NativeMemory.AlignedAlloc((nuint)length, 64);
        var buffer = new DmaBuffer(memory, length);
        PhysAddr address = THal.Share(buffer, DeviceToDriver);
        try
        {
            try
            {
                return gadget.Start(address, length);
            }
            finally
            {
                gadget.Reset();
            }
        }
        finally
        {
            THal.Unshare(address, buffer, DeviceToDriver);
            NativeMemory.AlignedFree(memory);
        }
    }
}
