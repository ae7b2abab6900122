using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// One interface, two implementations: the one shares every message, the other copies into memory that the device has anyway.
public interface IMessageTransport : IDisposable
{
    int Send(ReadOnlySpan<byte> message);
}

public sealed class SharingTransport<THal>(Mailbox mailbox) : IMessageTransport
    where THal : struct, IHal
{
    private readonly PinnedBuffer _scratch = new(4096);

    public int Send(ReadOnlySpan<byte> message)
    {
        if (message.IsEmpty || message.Length > _scratch.Buffer.Length)
        {
            return -22;
        }

        DmaBuffer part = _scratch.Buffer.Slice(0, message.Length);
        message.CopyTo(part.AsSpan());
        using var scope = new SharedScope<THal>(part, DriverToDevice);
        return mailbox.Execute(1, scope.Paddr);
    }

    public void Dispose() => _scratch.Dispose();
}

public sealed class CopyingTransport<THal>(Mailbox mailbox) : IMessageTransport
    where THal : struct, IHal
{
    private readonly Dma<THal> _window = new(1, DriverToDevice);

    public int Send(ReadOnlySpan<byte> message)
    {
        if (!message.TryCopyTo(_window.AsSpan()))
        {
            return -22;
        }

        return mailbox.Execute(1, _window.Paddr);
    }

    public void Dispose() => _window.Dispose();
}

public static class Transports
{
    public static IMessageTransport Create<THal>(Mailbox mailbox, bool coherent)
        where THal : struct, IHal => coherent ? new CopyingTransport<THal>(mailbox) : new SharingTransport<THal>(mailbox);
}
