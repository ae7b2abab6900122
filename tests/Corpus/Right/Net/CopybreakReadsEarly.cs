using System;
using Hal;
using Devices;

/// <summary>A receive path that ends the share before it copies a small frame.</summary>
public sealed unsafe class CopybreakReceive<THal>
    where THal : struct, IHal
{
    private const int Copybreak = 256;
    private readonly Ring _ring = new();

    public byte[] Receive(DmaBuffer slot)
    {
        PhysAddr address = THal.Share(slot, BufferDirection.DeviceToDriver);
        _ring.Post(3, address, slot.Length);
        int length;
        while (!_ring.TryTake(out _, out length))
        {
        }

        byte[] frame = new byte[Math.Min(length, Copybreak)];
        THal.Unshare(address, slot, BufferDirection.DeviceToDriver);
        slot.AsReadOnlySpan()[..frame.Length].CopyTo(frame);
        return frame;
    }
}
