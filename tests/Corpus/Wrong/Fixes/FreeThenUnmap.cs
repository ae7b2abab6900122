using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>dm: the bounce memory is freed before its mapping ends.</summary>
public sealed unsafe class FreeThenUnmap<THal>(DmaEngine engine) where THal : struct, IHal
{
    public bool Fill(PhysAddr source, int length)
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)length, 4096);
        var buffer = new DmaBuffer(memory, length);
        PhysAddr a = THal.Share(buffer, BufferDirection.DeviceToDriver);
        int cookie = engine.Submit(source, a, length);
        bool ok = cookie >= 0 && engine.WaitFor(cookie, 100);
        NativeMemory.AlignedFree(memory); //! HAL1008
        THal.Unshare(a, buffer, BufferDirection.DeviceToDriver);
        return ok;
    }
}
