using System;
using Devices;
using Hal;

public sealed class ThrowHelpers<THal>(Device device) where THal : struct, IHal
{
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private static void Fail(string what) => throw new DeviceException(what);

    private static Exception Error(string what) => new DeviceException(what);

    public void Run(DmaBuffer b)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(b.Length, 4096);
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
        if (!device.Submit(a))
        {
            THal.Unshare(a, b, BufferDirection.DriverToDevice);
            Fail("submit");
        }

        if (!device.Wait(10))
        {
            device.Reset();
            THal.Unshare(a, b, BufferDirection.DriverToDevice);
            throw Error("timeout");
        }

        if (device.Status == 99)
        {
            Environment.FailFast("the device has gone mad");
        }

        THal.Unshare(a, b, BufferDirection.DriverToDevice);
    }
}
