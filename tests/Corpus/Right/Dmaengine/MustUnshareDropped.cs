using Hal;
using Devices;

/// <summary>A copy engine whose caller keeps and ends what the helper shared.</summary>
public sealed class AnnotatedMap<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public bool Prime(DmaBuffer pattern)
    {
        PhysAddr address = Map(pattern);
        THal.Unshare(address, pattern, BufferDirection.DriverToDevice);
        return _engine.IsIdle;
    }

    [return: MustUnshare]
    private static PhysAddr Map(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        Log.Address(address);
        return address;
    }
}
