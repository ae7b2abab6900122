using Devices;
using Hal;

/// <summary>Length, the pointer's value, equality, slicing and ToString of a shared buffer touch no byte of it.</summary>
public sealed unsafe class MetadataWhileShared<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Receive(DmaBuffer into, DmaBuffer other)
    {
        PhysAddr at = THal.Share(into, BufferDirection.DeviceToDriver);
        int count = into.Length;
        nuint start = (nuint)into.Pointer;
        byte* end = into.Pointer + count;
        DmaBuffer tail = into.Slice(count - 1, 1);
        bool distinct = into != other && !into.IsEmpty && tail.Pointer < end;
        _device.Program(at, count);
        Log.Info($"{into} at {start:x}, hash {into.GetHashCode()}, span of {into.AsSpan().Length}");
        _device.Wait(10);
        THal.Unshare(at, into, BufferDirection.DeviceToDriver);
        return distinct;
    }
}
