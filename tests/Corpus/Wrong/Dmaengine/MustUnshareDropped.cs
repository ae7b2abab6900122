using Hal;
using Devices;

/// <summary>A copy engine whose helper says that its result must be unshared, and a caller that drops it.</summary>
public sealed class AnnotatedMap<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public bool Prime(DmaBuffer pattern)
    {
        Map(pattern); //! HAL1003 (no fix: helper acquires)
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
