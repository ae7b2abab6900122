using System;
using Devices;
using Hal;

/// <summary>An own owner type, not disposed on the timeout path.</summary>
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
        var mapping = new Mapping<THal>(b); //! HAL1002
        if (!device.Submit(mapping.Address))
        {
            return false;
        }

        device.Wait(10);
        mapping.Dispose();
        return true;
    }
}
