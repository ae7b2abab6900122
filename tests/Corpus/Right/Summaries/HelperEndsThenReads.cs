using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>A helper ends the share first and touches, parses or frees the memory afterwards; another fills before it shares.</summary>
public sealed unsafe class EndThenTouch<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Read(DmaBuffer data)
    {
        PhysAddr at = FillAndShare(data, 0xEE);
        _device.Start(at, data.Length);
        return EndAndParse(at, data);
    }

    public void Native(int size)
    {
        var data = new DmaBuffer((byte*)NativeMemory.Alloc((nuint)size), size);
        PhysAddr at = THal.Share(data, BufferDirection.DeviceToDriver);
        _device.Start(at, size);
        EndAndFree(at, data);
    }

    private static PhysAddr FillAndShare(DmaBuffer data, byte value)
    {
        data.AsSpan().Fill(value);
        data[0] = 1;
        return THal.Share(data, BufferDirection.Both);
    }

    private static int EndAndParse(PhysAddr at, DmaBuffer data)
    {
        THal.Unshare(at, data, BufferDirection.Both);
        int value = data[0] | (data[1] << 8);
        data[0] = 0;
        *data.Pointer = 1;
        return value;
    }

    private static void EndAndFree(PhysAddr at, DmaBuffer data)
    {
        THal.Unshare(at, data, BufferDirection.DeviceToDriver);
        NativeMemory.Free(data.Pointer);
    }
}
