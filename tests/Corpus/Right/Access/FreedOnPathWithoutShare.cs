using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>An early exit frees memory that was not shared yet; the common exit frees it after Unshare.</summary>
public sealed unsafe class FreedOnce<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(int size)
    {
        byte* memory = (byte*)NativeMemory.AllocZeroed((nuint)size);
        if (memory == null)
        {
            return -12;
        }

        var buffer = new DmaBuffer(memory, size);
        PhysAddr at = default;
        int result = -16;
        if (!_device.Ready)
        {
            goto free;
        }

        at = THal.Share(buffer, BufferDirection.DeviceToDriver);
        result = _device.Start(at, size);
        THal.Unshare(at, buffer, BufferDirection.DeviceToDriver);
        if (result == 0)
        {
            result = memory[0];
        }

    free:
        NativeMemory.Free(memory);
        return result;
    }
}
