using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>How packets get to the wire: by a share for each, or copied into a window that is always mapped.</summary>
public interface ITransmitPath : IDisposable
{
    bool Transmit(DmaBuffer packet);
}

public sealed class ZeroCopyPath<THal>(NetPort port) : ITransmitPath
    where THal : struct, IHal
{
    private readonly Queue<(PhysAddr Address, DmaBuffer Packet)> _sent = new();

    public bool Transmit(DmaBuffer packet)
    {
        Reap();
        PhysAddr address = THal.Share(packet, DriverToDevice);
        if (!port.Transmit(address, packet.Length))
        {
            THal.Unshare(address, packet, DriverToDevice);
            return false;
        }

        _sent.Enqueue((address, packet));
        return true;
    }

    public void Dispose()
    {
        while (_sent.Count > 0)
        {
            Reap();
        }
    }

    private void Reap()
    {
        for (int done = port.ReapTransmitted(); done > 0 && _sent.TryDequeue(out var oldest); done--)
        {
            THal.Unshare(oldest.Address, oldest.Packet, DriverToDevice);
        }
    }
}

public sealed class CopyPath<THal>(NetPort port, nuint pages) : ITransmitPath
    where THal : struct, IHal
{
    private readonly Dma<THal> _window = new(pages, DriverToDevice);
    private nuint _next;
    private int _outstanding;

    public bool Transmit(DmaBuffer packet)
    {
        if ((nuint)packet.Length > _window.Length || port.TransmitSpace == 0)
        {
            return false;
        }

        if (_next + (nuint)packet.Length > _window.Length)
        {
            Settle();
            _next = 0;
        }

        packet.AsReadOnlySpan().CopyTo(_window.AsSpan()[(int)_next..]);
        bool sent = port.Transmit(_window.PaddrAt(_next), packet.Length);
        _outstanding += sent ? 1 : 0;
        _next += (nuint)packet.Length;
        return sent;
    }

    public void Dispose()
    {
        Settle();
        _window.Dispose();
    }

    private void Settle()
    {
        while (_outstanding > 0)
        {
            _outstanding -= port.ReapTransmitted();
        }
    }
}

public static class TransmitPaths
{
    public static ITransmitPath Choose<THal>(NetPort port, int averageLength)
        where THal : struct, IHal => averageLength < 256 ? new CopyPath<THal>(port, 16) : new ZeroCopyPath<THal>(port);
}
