using System;
using System.Buffers.Binary;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux wireless (p54pci): length and cookie are written before the frame is mapped.
internal sealed class P54Transmit<THal>(Ring ring)
    where THal : struct, IHal
{
    private const int LengthOffset = 2;
    private const int CookieOffset = 4;

    private uint _cookie;

    public bool Send(DmaBuffer frame)
    {
        if (ring.IsFull || frame.Length < 12)
        {
            return false;
        }

        uint cookie = ++_cookie;
        Span<byte> header = frame.AsSpan();
        BinaryPrimitives.WriteUInt16LittleEndian(header[LengthOffset..], (ushort)frame.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[CookieOffset..], cookie);
        PhysAddr paddr = THal.Share(frame, BufferDirection.DriverToDevice);
        if (!ring.TryPost(paddr, frame.Length, out int slot))
        {
            THal.Unshare(paddr, frame, BufferDirection.DriverToDevice);
            return false;
        }

        ring.Doorbell();
        while (!ring.IsDone(slot))
        {
        }

        THal.Unshare(paddr, frame, BufferDirection.DriverToDevice);
        Log.Info($"frame {cookie} is out");
        return true;
    }
}
