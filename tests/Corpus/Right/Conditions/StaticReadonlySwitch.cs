using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>Platform facts in static readonly fields and framework properties that never change while the program runs.</summary>
public sealed class PlatformChoice<THal>
    where THal : struct, IHal
{
    private static readonly bool s_bounce = Environment.GetEnvironmentVariable("BOUNCE") is not null;
    private readonly Device _device = new();

    public int Run(DmaBuffer data, PhysAddr window)
    {
        PhysAddr at = s_bounce ? THal.Share(data, BufferDirection.Both) : window;
        int status = _device.Start(at, data.Length);
        if (s_bounce)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return status;
    }

    public int RunOnLinux(DmaBuffer data, PhysAddr window)
    {
        bool linux = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);
        PhysAddr at = window;
        if (linux)
        {
            at = THal.Share(data, BufferDirection.Both);
        }

        int status = _device.Start(at, data.Length);
        if (linux)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return status;
    }
}
