using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A helper that shares, runs and unshares around any piece of work, for one buffer and for two.</summary>
public static class WithShared
{
    public static T Run<THal, T>(DmaBuffer bytes, BufferDirection way, Func<PhysAddr, T> work)
        where THal : struct, IHal
    {
        PhysAddr address = THal.Share(bytes, way);
        try
        {
            return work(address);
        }
        finally
        {
            THal.Unshare(address, bytes, way);
        }
    }

    public static T Run<THal, T>(DmaBuffer input, DmaBuffer output, Func<PhysAddr, PhysAddr, T> work)
        where THal : struct, IHal =>
        Run<THal, T>(input, BufferDirection.DriverToDevice, i =>
            Run<THal, T>(output, BufferDirection.DeviceToDriver, o => work(i, o)));

    public static int Digest<THal>(CryptoUnit unit, DmaBuffer data, DmaBuffer result)
        where THal : struct, IHal =>
        Run<THal, int>(data, result, (d, r) => unit.Digest(d, data.Length, r));
}
