using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>One acquire and release for any kind of resource, chosen at compile time.</summary>
public interface IResourceKind<THal, TKey, THandle>
    where THal : struct, IHal
{
    static abstract THandle Acquire(TKey key);

    static abstract PhysAddr AddressOf(THandle handle);

    static abstract void Release(THandle handle);
}

public readonly struct PagesKind<THal> : IResourceKind<THal, int, Dma<THal>>
    where THal : struct, IHal
{
    public static Dma<THal> Acquire(int key) => new((nuint)key, Both);

    public static PhysAddr AddressOf(Dma<THal> handle) => handle.Paddr;

    public static void Release(Dma<THal> handle) => handle.Dispose();
}

public readonly struct ShareKind<THal> : IResourceKind<THal, DmaBuffer, Shared<THal>>
    where THal : struct, IHal
{
    public static Shared<THal> Acquire(DmaBuffer key) => new(key, Both);

    public static PhysAddr AddressOf(Shared<THal> handle) => handle.Paddr;

    public static void Release(Shared<THal> handle) => handle.Unshare();
}

public static class Resources
{
    public static bool Use<THal, TKind, TKey, THandle>(Device device, TKey key)
        where THal : struct, IHal
        where TKind : struct, IResourceKind<THal, TKey, THandle>
    {
        THandle handle = TKind.Acquire(key);
        try
        {
            bool done = device.Submit(TKind.AddressOf(handle)) && device.Wait(100);
            if (!done)
            {
                device.Reset();
            }

            return done;
        }
        finally
        {
            TKind.Release(handle);
        }
    }

    public static bool Both<THal>(Device device, DmaBuffer buffer)
        where THal : struct, IHal
        => Use<THal, PagesKind<THal>, int, Dma<THal>>(device, 2)
            && Use<THal, ShareKind<THal>, DmaBuffer, Shared<THal>>(device, buffer);
}
