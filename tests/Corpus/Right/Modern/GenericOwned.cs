using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An owner for any resource with a policy type, as C++ programmers write it.
public interface IPolicy<TSelf, TResource, TArgument>
    where TSelf : struct, IPolicy<TSelf, TResource, TArgument>
{
    static abstract TResource Acquire(TArgument argument);

    static abstract void Release(TResource resource);
}

public readonly struct ShareForReading<THal> : IPolicy<ShareForReading<THal>, Shared<THal>, DmaBuffer>
    where THal : struct, IHal
{
    public static Shared<THal> Acquire(DmaBuffer argument) => new(argument, DriverToDevice);

    public static void Release(Shared<THal> resource) => resource.Unshare();
}

public sealed class Owned<TPolicy, TResource, TArgument>(TArgument argument) : IDisposable
    where TPolicy : struct, IPolicy<TPolicy, TResource, TArgument>
{
    private TResource _resource = TPolicy.Acquire(argument);
    private bool _released;

    public ref TResource Value => ref _resource;

    public void Dispose()
    {
        if (!_released)
        {
            _released = true;
            TPolicy.Release(_resource);
        }
    }
}

public static class GenericOwned
{
    public static bool Send<THal>(Device device, DmaBuffer buffer)
        where THal : struct, IHal
    {
        using var owned = new Owned<ShareForReading<THal>, Shared<THal>, DmaBuffer>(buffer);
        return device.Submit(owned.Value.Paddr) && device.Wait(10);
    }
}
