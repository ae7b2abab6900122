using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>What all block drivers do alike; how a request gets to the device is theirs.</summary>
public abstract class BlockDriver<THal>
    where THal : struct, IHal
{
    public int Read(ulong sector, DmaBuffer into) => Run(sector, into, DeviceToDriver);

    public int Write(ulong sector, DmaBuffer from) => Run(sector, from, DriverToDevice);

    protected abstract bool Begin(ulong sector, PhysAddr address, int length, bool write);

    protected abstract int Await();

    protected virtual PhysAddr Map(DmaBuffer buffer, BufferDirection direction) => THal.Share(buffer, direction);

    protected virtual void Unmap(PhysAddr address, DmaBuffer buffer, BufferDirection direction) => THal.Unshare(address, buffer, direction);

    private int Run(ulong sector, DmaBuffer buffer, BufferDirection direction)
    {
        PhysAddr address = Map(buffer, direction);
        try
        {
            return Begin(sector, address, buffer.Length, direction == DriverToDevice) ? Await() : -5;
        }
        finally
        {
            Unmap(address, buffer, direction);
        }
    }
}

/// <summary>Counts what is mapped, and cleans nothing up itself: the base does.</summary>
public sealed class CountingBlockDriver<THal>(Device device) : BlockDriver<THal>
    where THal : struct, IHal
{
    public int Mapped { get; private set; }

    public long Bytes { get; private set; }

    protected override bool Begin(ulong sector, PhysAddr address, int length, bool write)
    {
        device.WriteRegister(write ? 1 : 0, sector);
        return device.Submit(address, length);
    }

    protected override int Await()
    {
        while (!device.Poll())
        {
            Thread.Yield();
        }

        return device.Status;
    }

    protected override PhysAddr Map(DmaBuffer buffer, BufferDirection direction)
    {
        PhysAddr address = base.Map(buffer, direction);
        Mapped++;
        Bytes += buffer.Length;
        return address;
    }

    protected override void Unmap(PhysAddr address, DmaBuffer buffer, BufferDirection direction)
    {
        Mapped--;
        base.Unmap(address, buffer, direction);
    }
}
