using Devices;
using Hal;

/// <summary>Slice(0, Length) and a copy by parts are the very buffer.</summary>
public sealed unsafe class WholeSlice<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Run(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        _device.Start(at, data.Length);
        THal.Unshare(at, data.Slice(0, data.Length), BufferDirection.Both);
    }

    public void RunByParts(DmaBuffer data)
    {
        byte* start = data.Pointer;
        int length = data.Length;
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        _device.Start(at, length);
        THal.Unshare(at, new DmaBuffer(start, length), BufferDirection.Both);
    }

    public void RunCast(uint* words, int count)
    {
        var buffer = new DmaBuffer((byte*)words, count * sizeof(uint));
        PhysAddr at = THal.Share(buffer, BufferDirection.Both);
        _device.Start(at, buffer.Length);
        THal.Unshare(at, new DmaBuffer((byte*)(void*)words, count * 4), BufferDirection.Both);
    }
}
