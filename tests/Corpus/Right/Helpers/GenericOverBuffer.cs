using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>One routine for every direction and every kind of transfer: what differs comes as a delegate.</summary>
public static class GenericOverBuffer
{
    public delegate TResult Use<out TResult>(PhysAddr paddr, int length);

    public static TResult With<THal, TResult>(DmaBuffer buffer, BufferDirection direction, Use<TResult> use)
        where THal : struct, IHal
    {
        PhysAddr paddr = THal.Share(buffer, direction);
        try
        {
            return use(paddr, buffer.Length);
        }
        finally
        {
            THal.Unshare(paddr, buffer, direction);
        }
    }

    public static TResult WithMany<THal, TResult>(
        IReadOnlyList<DmaBuffer> buffers,
        BufferDirection direction,
        Func<PhysAddr[], TResult> use,
        int from = 0,
        PhysAddr[]? addresses = null)
        where THal : struct, IHal
    {
        addresses ??= new PhysAddr[buffers.Count];
        if (from == buffers.Count)
        {
            return use(addresses);
        }

        PhysAddr paddr = THal.Share(buffers[from], direction);
        try
        {
            addresses[from] = paddr;
            return WithMany<THal, TResult>(buffers, direction, use, from + 1, addresses);
        }
        finally
        {
            THal.Unshare(paddr, buffers[from], direction);
        }
    }

    public static bool Read<THal>(Device device, DmaBuffer into)
        where THal : struct, IHal => With<THal, bool>(into, DeviceToDriver, (paddr, length) =>
        {
            if (device.Submit(paddr, length) && device.Wait(10))
            {
                return true;
            }

            device.Reset();
            return false;
        });
}
