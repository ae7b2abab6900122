using Devices;
using Hal;

/// <summary>A static helper class, generic in its methods, that goes through the HAL for everyone.</summary>
public static class DmaMap
{
    public static PhysAddr Single<THal>(DmaBuffer buffer, BufferDirection direction)
        where THal : struct, IHal
    {
        PhysAddr at = THal.Share(buffer, direction);
        if (at.Value >> 32 != 0)
        {
            THal.Unshare(at, buffer, direction);
            throw new DmaException($"{at} does not fit the device's 32 address lines");
        }

        return at;
    }

    public static void UnmapSingle<THal>(PhysAddr at, DmaBuffer buffer, BufferDirection direction)
        where THal : struct, IHal => THal.Unshare(at, buffer, direction);
}

/// <summary>A sound chip with 32 address lines.</summary>
public sealed class OldSoundChip<THal>
    where THal : struct, IHal
{
    private readonly Device _chip = new();

    public void Play(DmaBuffer samples)
    {
        PhysAddr at = DmaMap.Single<THal>(samples, BufferDirection.DriverToDevice);
        _chip.Program(at, samples.Length);
        _chip.Wait(1000);
        DmaMap.UnmapSingle<THal>(at, samples, BufferDirection.DriverToDevice);
    }
}
