using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Owners behind interfaces with covariance, made by factories and kept by dependency injection.
public interface IDeviceMemory : IDisposable
{
    PhysAddr Paddr { get; }

    Span<byte> Bytes { get; }
}

public interface IMemoryFactory<out TMemory>
    where TMemory : IDeviceMemory
{
    TMemory Create(nuint pages);
}

public sealed class DeviceMemory<THal>(nuint pages) : IDeviceMemory
    where THal : struct, IHal
{
    private readonly Dma<THal> _dma = new(pages, Both);

    public PhysAddr Paddr => _dma.Paddr;

    public Span<byte> Bytes => _dma.AsSpan();

    public void Dispose() => _dma.Dispose();
}

public sealed class MemoryFactory<THal> : IMemoryFactory<DeviceMemory<THal>>
    where THal : struct, IHal
{
    public DeviceMemory<THal> Create(nuint pages) => new(pages);
}

public sealed class CovariantOwners(IMemoryFactory<IDeviceMemory> factory, IServiceProvider services)
{
    public int Run(nuint pages)
    {
        var mailbox = (Mailbox?)services.GetService(typeof(Mailbox));
        if (mailbox is null)
        {
            return -19;
        }

        using IDeviceMemory memory = factory.Create(pages);
        memory.Bytes[0] = 1;
        return mailbox.Execute(1, memory.Paddr);
    }
}
