using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (dwc3 gadget): the buffer is freed in the inner finally, before the outer one ends its share.
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
                NativeMemory.AlignedFree(memory); //! HAL1008
            }
        }
        finally
        {
            THal.Unshare(address, buffer, DeviceToDriver);
        }
    }
}
