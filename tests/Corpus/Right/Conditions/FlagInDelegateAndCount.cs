using System;
using Devices;
using Hal;

/// <summary>The fact that something is shared is kept in a delegate, and in a count that a loop runs down.</summary>
public sealed class FlagInDelegate<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int InDelegate(DmaBuffer data, bool map)
    {
        Action? cleanup = null;
        PhysAddr at = default;
        if (map)
        {
            at = THal.Share(data, BufferDirection.Both);
            cleanup = () => THal.Unshare(at, data, BufferDirection.Both);
        }

        int status = _device.Start(at, data.Length);
        cleanup?.Invoke();
        return status;
    }

    public int InCount(DmaBuffer data, bool map)
    {
        int held = 0;
        PhysAddr at = default;
        if (map)
        {
            at = THal.Share(data, BufferDirection.Both);
            held = 1;
        }

        int status = _device.Start(at, data.Length);
        while (held-- > 0)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return status;
    }
}
