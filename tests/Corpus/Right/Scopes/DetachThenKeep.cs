using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A scope up to the submission, then the share is the table's.</summary>
public sealed class HandOver<THal>(Ring ring)
    where THal : struct, IHal
{
    private readonly Shared<THal>[] _posted = new Shared<THal>[ring.Size];

    public bool Post(DmaBuffer buffer, BufferDirection direction)
    {
        using var scope = new SharedScope<THal>(buffer, direction);
        if (!ring.TryPost(scope.Paddr, buffer.Length, out int index))
        {
            return false;
        }

        _posted[index] = scope.Detach();
        ring.Doorbell();
        return true;
    }

    public bool Exchange(Device device, DmaBuffer buffer)
    {
        var scope = new SharedScope<THal>(buffer, Both);
        try
        {
            device.Program(scope.Paddr, buffer.Length);
            if (device.Wait(100))
            {
                return true;
            }

            if (device.Poll())
            {
                device.Reset();
                return false;
            }

            scope.Abandon();
            return false;
        }
        finally
        {
            scope.Dispose();
        }
    }

    public int Reap()
    {
        int reaped = 0;
        for (; ring.TryTake(out int index, out _); reaped++)
        {
            _posted[index].Unshare();
            _posted[index] = default;
        }

        return reaped;
    }
}
