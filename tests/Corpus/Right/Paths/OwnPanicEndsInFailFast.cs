using System;
using System.Diagnostics.CodeAnalysis;
using Devices;
using Hal;

/// <summary>A helper of the driver's own that logs and fails fast: a path through it never comes back.</summary>
public sealed class StrictDisk<THal>
    where THal : struct, IHal
{
    private readonly Device _disk = new();

    public int Write(DmaBuffer sector)
    {
        PhysAddr at = THal.Share(sector, BufferDirection.DriverToDevice);
        int error = _disk.Start(at, sector.Length);
        if (error < 0)
        {
            Die(error);
        }

        if (error > 100)
        {
            return Dead<int>("the disk answers nonsense");
        }

        THal.Unshare(at, sector, BufferDirection.DriverToDevice);
        return error;
    }

    [DoesNotReturn]
    private static void Die(int code)
    {
        Log.Info($"error {code}");
        Environment.FailFast("disk");
    }

    [DoesNotReturn]
    private static T Dead<T>(string why)
    {
        Environment.FailFast(why);
        return default!;
    }
}
