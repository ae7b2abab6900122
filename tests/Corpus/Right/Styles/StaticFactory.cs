using System;
using Devices;
using Hal;

public sealed class Channel<THal> : IDisposable where THal : struct, IHal
{
    private readonly Dma<THal> _send;
    private readonly Dma<THal> _receive;

    private Channel(Dma<THal> send, Dma<THal> receive)
    {
        _send = send;
        _receive = receive;
    }

    public static Channel<THal>? TryOpen(Mailbox mailbox)
    {
        if (!Dma<THal>.TryCreate(1, BufferDirection.DriverToDevice, out var send))
        {
            return null;
        }

        if (!Dma<THal>.TryCreate(1, BufferDirection.DeviceToDriver, out var receive))
        {
            send.Dispose();
            return null;
        }

        var channel = new Channel<THal>(send, receive);
        if (mailbox.Execute(9, send.Paddr, receive.Paddr) != 0)
        {
            channel.Dispose();
            return null;
        }

        return channel;
    }

    public static Channel<THal> Open(Mailbox mailbox)
    {
        Dma<THal>? send = null, receive = null;
        try
        {
            send = new Dma<THal>(1, BufferDirection.DriverToDevice);
            receive = new Dma<THal>(1, BufferDirection.DeviceToDriver);
            if (mailbox.Execute(9, send.Paddr, receive.Paddr) != 0)
            {
                throw new DeviceException("refused");
            }

            var result = new Channel<THal>(send, receive);
            send = receive = null;
            return result;
        }
        finally
        {
            receive?.Dispose();
            send?.Dispose();
        }
    }

    public void Dispose()
    {
        _receive.Dispose();
        _send.Dispose();
    }
}
