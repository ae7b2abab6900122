using Devices;
using Hal;

/// <summary>The aligned part of a buffer is computed by masks, at Share and again at Unshare, through integers.</summary>
public sealed unsafe class AlignedPart<THal>
    where THal : struct, IHal
{
    private const nuint Line = 64;
    private readonly Device _device = new();

    private static byte* Up(byte* pointer) => (byte*)(((nuint)pointer + (Line - 1)) & ~(Line - 1));

    public void Run(DmaBuffer data)
    {
        byte* start = (byte*)(((nuint)data.Pointer + 63) & ~(nuint)63);
        int length = (data.Length - (int)(start - data.Pointer)) & ~63;
        PhysAddr at = THal.Share(new DmaBuffer(start, length), BufferDirection.Both);
        _device.Start(at, length);
        byte* again = (byte*)(((nuint)data.Pointer + 63) & ~(nuint)63);
        THal.Unshare(at, new DmaBuffer(again, (data.Length - (int)(again - data.Pointer)) & ~63), BufferDirection.Both);
    }

    public void RunByHelper(byte* memory, int length)
    {
        PhysAddr at = THal.Share(new DmaBuffer(Up(memory), length), BufferDirection.Both);
        _device.Start(at, length);
        THal.Unshare(at, new DmaBuffer(Up(memory), length), BufferDirection.Both);
    }

    public void RunBySlice(DmaBuffer data)
    {
        int skip = (int)(-(nint)data.Pointer & 63);
        PhysAddr at = THal.Share(data.Slice(skip, data.Length - skip), BufferDirection.Both);
        _device.Start(at, data.Length - skip);
        THal.Unshare(at, new DmaBuffer(data.Pointer + skip, data.Length - skip), BufferDirection.Both);
    }
}
