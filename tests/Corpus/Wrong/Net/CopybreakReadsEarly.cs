using System;
using Hal;
using Devices;

// Follows a fix in ENA, 842cb27.
/// <summary>A receive path that copies a small frame out of the buffer before it ends the share.</summary>
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
        slot.AsReadOnlySpan()[..frame.Length].CopyTo(frame); //! HAL1007
        THal.Unshare(address, slot, BufferDirection.DeviceToDriver);
        return frame;
    }
}
