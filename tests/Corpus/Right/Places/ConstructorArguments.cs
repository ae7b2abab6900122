using System;
using Devices;
using Hal;

/// <summary>Shares as arguments of base(...) and this(...), and of a method that takes the duty with them.</summary>
public abstract class WithAddress<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly DmaBuffer _buffer;

    protected WithAddress(PhysAddr at, DmaBuffer buffer)
    {
        Address = at;
        _buffer = buffer;
    }

    protected PhysAddr Address { get; }

    public void Dispose() => THal.Unshare(Address, _buffer, BufferDirection.Both);
}

/// <summary>A class that shares in its constructor's initializer.</summary>
public sealed class Console<THal> : WithAddress<THal>
    where THal : struct, IHal
{
    private readonly Device _device;

    public Console(DmaBuffer buffer)
        : this(new Device(), buffer)
    {
    }

    public Console(Device device, DmaBuffer buffer)
        : base(THal.Share(buffer, BufferDirection.Both), buffer) => _device = device;

    public bool Flush() => _device.Submit(Address);

    public static bool Write(DmaBuffer data, Device device)
    {
        return Finish(device, THal.Share(data, BufferDirection.DriverToDevice), data);

        static bool Finish(Device device, PhysAddr at, DmaBuffer data)
        {
            bool done = device.Submit(at, data.Length);
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
            return done;
        }
    }
}
