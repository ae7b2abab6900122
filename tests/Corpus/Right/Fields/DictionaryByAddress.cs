using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>Shares are kept in a dictionary by their own address, as the device reports completions by address.</summary>
public sealed class ByAddress<THal>
    where THal : struct, IHal
{
    private readonly Dictionary<PhysAddr, DmaBuffer> _live = new();
    private readonly Queue _queue = new();

    public void Send(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        _live.Add(at, data);
        _queue.Add(at, data);
    }

    public int Reap()
    {
        int count = 0;
        while (_queue.TryPop(out PhysAddr at, out _))
        {
            if (!_live.Remove(at, out DmaBuffer buffer))
            {
                throw new DeviceException($"the device returned {at}, which it never had");
            }

            THal.Unshare(at, buffer, BufferDirection.DriverToDevice);
            count++;
        }

        return count;
    }
}
