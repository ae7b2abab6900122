using System;
using Devices;
using Hal;

/// <summary>With-style helper: shares, runs the caller's function with the address, and unshares whatever happens.</summary>
public static class With
{
    public static TResult Shared<THal, TResult>(DmaBuffer buffer, BufferDirection direction, Func<PhysAddr, TResult> body)
        where THal : struct, IHal
    {
        PhysAddr at = THal.Share(buffer, direction);
        try
        {
            return body(at);
        }
        finally
        {
            THal.Unshare(at, buffer, direction);
        }
    }
}

/// <summary>Its user: the lambda sees an address that it need not end.</summary>
public sealed class WithUser<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Status(DmaBuffer page) =>
        With.Shared<THal, int>(page, BufferDirection.DeviceToDriver, at => _device.Start(at, page.Length));
}
