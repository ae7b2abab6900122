using System;
using Devices;
using Hal;

/// <summary>A burst interface answers how many entries it took; what it did not take is unshared.</summary>
public sealed class BurstQueue<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue = new();

    public bool PushOne(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        int taken = _queue.Push(at, data);
        if (taken == 0)
        {
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
        }

        return taken > 0;
    }

    public int PushAll(DmaBuffer[] packets)
    {
        var addresses = new PhysAddr[packets.Length];
        for (int i = 0; i < packets.Length; i++)
        {
            addresses[i] = THal.Share(packets[i], BufferDirection.DriverToDevice);
        }

        int taken = _queue.PushMany(addresses, packets);
        for (int i = taken; i < packets.Length; i++)
        {
            THal.Unshare(addresses[i], packets[i], BufferDirection.DriverToDevice);
        }

        return taken;
    }

    public int PushWhileRoom(ReadOnlySpan<DmaBuffer> packets)
    {
        int sent = 0;
        while (sent < packets.Length)
        {
            DmaBuffer packet = packets[sent];
            PhysAddr at = THal.Share(packet, BufferDirection.DriverToDevice);
            if (_queue.Push(at, packet) < 1)
            {
                THal.Unshare(at, packet, BufferDirection.DriverToDevice);
                return sent;
            }

            sent++;
        }

        return sent;
    }
}
