using System;
using Devices;
using Hal;

public sealed class Mapping<THal> : IDisposable where THal : struct, IHal
{
    private readonly DmaBuffer _buffer;

    public Mapping(DmaBuffer buffer)
    {
        _buffer = buffer;
        Address = THal.Share(buffer, BufferDirection.Both);
    }

    public PhysAddr Address { get; }

    public void Dispose() => THal.Unshare(Address, _buffer, BufferDirection.Both);
}

public sealed class RaiiNotDisposed<THal>(Device device) where THal : struct, IHal
{
    public bool Run(DmaBuffer b)
    {
        using var mapping = new Mapping<THal>(b);
        if (!device.Submit(mapping.Address))
        {
            return false;
        }

        device.Wait(10);
        return true;
    }
}
