using Devices;
using Hal;

/// <summary>Two names that may or may not be the same buffer: an in-place transform shares once, Both, and otherwise twice.</summary>
public sealed class InPlaceOrNot<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();

    public int Run(DmaBuffer source, DmaBuffer target, PhysAddr key)
    {
        if (source == target)
        {
            PhysAddr both = THal.Share(source, BufferDirection.Both);
            int result = _unit.Encrypt(both, both, key, source.Length);
            THal.Unshare(both, target, BufferDirection.Both);
            return result;
        }

        PhysAddr from = THal.Share(source, BufferDirection.DriverToDevice);
        PhysAddr to = THal.Share(target, BufferDirection.DeviceToDriver);
        int status = _unit.Encrypt(from, to, key, source.Length);
        THal.Unshare(to, target, BufferDirection.DeviceToDriver);
        THal.Unshare(from, source, BufferDirection.DriverToDevice);
        return status;
    }

    public int RunSingleExit(DmaBuffer source, DmaBuffer target, PhysAddr key)
    {
        bool inPlace = source.Equals(target);
        PhysAddr from = THal.Share(source, inPlace ? BufferDirection.Both : BufferDirection.DriverToDevice);
        PhysAddr to = inPlace ? from : THal.Share(target, BufferDirection.DeviceToDriver);
        int status = _unit.Encrypt(from, to, key, source.Length);
        if (!inPlace)
        {
            THal.Unshare(to, target, BufferDirection.DeviceToDriver);
        }

        THal.Unshare(from, source, inPlace ? BufferDirection.Both : BufferDirection.DriverToDevice);
        return status;
    }
}
