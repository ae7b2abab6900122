using System;
using Hal;

public abstract class MappedObject<THal> : IDisposable where THal : struct, IHal
{
    protected PhysAddr Address;
    protected DmaBuffer Memory;

    protected abstract BufferDirection Direction { get; }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && Address != default)
        {
            THal.Unshare(Address, Memory, Direction);
            Address = default;
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }
}

public sealed class MappedCommand<THal> : MappedObject<THal> where THal : struct, IHal
{
    public MappedCommand(DmaBuffer memory)
    {
        Memory = memory;
        Address = THal.Share(memory, BufferDirection.DriverToDevice);
    }

    protected override BufferDirection Direction => BufferDirection.DriverToDevice;
}
