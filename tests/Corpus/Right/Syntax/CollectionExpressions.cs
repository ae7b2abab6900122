using System;
using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>Shares made inside collection expressions, as an array, a list and a span, and a spread of them.</summary>
public sealed class Collections<THal>
    where THal : struct, IHal
{
    private readonly NetPort _port = new();

    public void Send(DmaBuffer head, DmaBuffer body, DmaBuffer tail)
    {
        Shared<THal>[] front = [new(head, BufferDirection.DriverToDevice), new(body, BufferDirection.DriverToDevice)];
        List<Shared<THal>> all = [.. front, new(tail, BufferDirection.DriverToDevice)];
        _port.TransmitParts([all[0].Paddr, all[1].Paddr, all[2].Paddr], [head.Length, body.Length, tail.Length]);
        foreach (Shared<THal> share in all)
        {
            share.Unshare();
        }
    }

    public void SendSpan(DmaBuffer head, DmaBuffer body)
    {
        ReadOnlySpan<PhysAddr> at = [THal.Share(head, BufferDirection.DriverToDevice), THal.Share(body, BufferDirection.DriverToDevice)];
        _port.TransmitParts(at, [head.Length, body.Length]);
        THal.Unshare(at[0], head, BufferDirection.DriverToDevice);
        THal.Unshare(at[^1], body, BufferDirection.DriverToDevice);
    }
}
