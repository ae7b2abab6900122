using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux infiniband (mad): the owner of the mapping is in a using.
internal sealed class MappedMessage<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly DmaBuffer _buffer;
    private bool _mapped;

    public MappedMessage(DmaBuffer buffer)
    {
        _buffer = buffer;
        Address = THal.Share(buffer, BufferDirection.DriverToDevice);
        _mapped = true;
    }

    public PhysAddr Address { get; }

    public void Dispose()
    {
        if (_mapped)
        {
            _mapped = false;
            THal.Unshare(Address, _buffer, BufferDirection.DriverToDevice);
        }
    }
}

internal sealed class MadAgent<THal>(Device port)
    where THal : struct, IHal
{
    public int Send(DmaBuffer message)
    {
        using var mapped = new MappedMessage<THal>(message);
        if (!port.Submit(mapped.Address, message.Length))
        {
            Log.Info("the send queue is full");
            return -11;
        }

        int status = 0;
        if (!port.Wait(2000))
        {
            port.Reset();
            status = -110;
        }

        return status;
    }
}
