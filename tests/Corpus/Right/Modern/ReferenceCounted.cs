using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A share that several users hold; the last one ends it.
public sealed class ReferenceCounted<THal>
    where THal : struct, IHal
{
    private readonly Shared<THal> _share;
    private int _users = 1;

    public ReferenceCounted(DmaBuffer buffer, BufferDirection direction) => _share = new Shared<THal>(buffer, direction);

    public PhysAddr Paddr => _share.Paddr;

    public bool TryAddUser()
    {
        int users;
        do
        {
            users = Volatile.Read(ref _users);
            if (users == 0)
            {
                return false;
            }
        }
        while (Interlocked.CompareExchange(ref _users, users + 1, users) != users);

        return true;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _share.Unshare();
        }
    }
}

public static class ReferenceCountedUse
{
    public static void Broadcast<THal>(DmaBuffer frame, IReadOnlyList<Device> devices)
        where THal : struct, IHal
    {
        var share = new ReferenceCounted<THal>(frame, DriverToDevice);
        foreach (Device device in devices)
        {
            share.TryAddUser();
            device.OnCompleted(share.Release);
            if (!device.Submit(share.Paddr, frame.Length))
            {
                share.Release();
            }
        }

        share.Release();
    }
}
