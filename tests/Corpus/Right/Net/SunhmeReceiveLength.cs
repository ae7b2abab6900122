using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in FreeBSD (hme): both calls name 2048 bytes.
internal sealed unsafe class HappyMealReceive<THal>(Device mac)
    where THal : struct, IHal
{
    private const int BufferSize = 2048;
    private const int LargestFrame = 1536;

    private byte* _memory;
    private PhysAddr _paddr;

    public void Arm()
    {
        if (_memory != null)
        {
            return;
        }

        _memory = (byte*)NativeMemory.AlignedAlloc(BufferSize, 64);
        _paddr = THal.Share(new DmaBuffer(_memory, BufferSize), BufferDirection.DeviceToDriver);
        mac.Program(_paddr, LargestFrame);
    }

    public void Disarm()
    {
        if (_memory == null)
        {
            return;
        }

        mac.Reset();
        THal.Unshare(_paddr, new DmaBuffer(_memory, BufferSize), BufferDirection.DeviceToDriver);
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
