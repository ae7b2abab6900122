using Hal;
using Devices;

/// <summary>A driver whose helper hands out two shares as a tuple, of which the caller ends one.</summary>
public sealed class TupleDriver<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();

    public int Digest(DmaBuffer data, DmaBuffer result)
    {
        (PhysAddr input, PhysAddr output) = MapBoth(data, result); //! HAL1002 (no fix: aggregate)
        int status = _unit.Digest(input, data.Length, output);
        THal.Unshare(input, data, BufferDirection.DriverToDevice);
        return status;
    }

    private static (PhysAddr Input, PhysAddr Output) MapBoth(DmaBuffer data, DmaBuffer result)
    {
        PhysAddr input = THal.Share(data, BufferDirection.DriverToDevice);
        PhysAddr output = THal.Share(result, BufferDirection.DeviceToDriver);
        return (input, output);
    }
}
