using Devices;
using Hal;

/// <summary>A helper clears, frees or programs only if a flag says so; while the buffer is shared the flag says no.</summary>
public sealed unsafe class FlaggedHelpers<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Run(DmaBuffer data)
    {
        Touch(data, clear: true);
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        Touch(data, clear: false);
        Give(at, data.Length, start: true);
        _device.Wait(10);
        THal.Unshare(at, data, BufferDirection.Both);
        Give(at, data.Length, start: false);
        Touch(data, clear: true);
    }

    public void RunNative(int size)
    {
        byte* memory = (byte*)System.Runtime.InteropServices.NativeMemory.Alloc((nuint)size);
        var data = new DmaBuffer(memory, size);
        PhysAddr at = THal.Share(data, BufferDirection.DeviceToDriver);
        Finish(memory, free: false);
        THal.Unshare(at, data, BufferDirection.DeviceToDriver);
        Finish(memory, free: true);
    }

    private static void Touch(DmaBuffer data, bool clear)
    {
        if (clear)
        {
            data.AsSpan().Clear();
        }
    }

    private void Give(PhysAddr at, int length, bool start)
    {
        if (start)
        {
            _device.Program(at, length);
        }
        else
        {
            Log.Address(at);
        }
    }

    private void Finish(byte* memory, bool free)
    {
        _device.Wait(10);
        if (free)
        {
            System.Runtime.InteropServices.NativeMemory.Free(memory);
        }
    }
}
