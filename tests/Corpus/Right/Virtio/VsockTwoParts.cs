using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A stream socket: header and payload of a packet go out together, bounded by the peer's credit.</summary>
public sealed class VsockSender<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    private const int HeaderBytes = 44;
    private uint _peerAllocation;
    private uint _peerForwarded;
    private uint _sent;

    private uint Credit => _peerAllocation - (_sent - _peerForwarded);

    public void Update(uint allocation, uint forwarded) => (_peerAllocation, _peerForwarded) = (allocation, forwarded);

    public int Send(DmaBuffer header, DmaBuffer payload)
    {
        if (header.Length != HeaderBytes)
        {
            throw new ArgumentException("A header has 44 bytes.", nameof(header));
        }

        int length = (int)Math.Min((uint)payload.Length, Credit);
        if (length == 0)
        {
            return 0;
        }

        DmaBuffer part = payload.Slice(0, length);
        BitConverter.TryWriteBytes(header.AsSpan()[24..], length);
        PhysAddr[] addresses = [THal.Share(header, DriverToDevice), default];
        try
        {
            addresses[1] = THal.Share(part, DriverToDevice);
            int taken = queue.PushMany(addresses, [header, part]);
            if (taken == 0 || (taken == 1 && queue.TryCancel(addresses[0])))
            {
                return -28;
            }

            while (!queue.TryFinish(addresses[0]))
            {
                Thread.Yield();
            }

            if (taken == 1)
            {
                return -28;
            }

            _sent += (uint)length;
            return length;
        }
        finally
        {
            if (addresses[1] != default)
            {
                THal.Unshare(addresses[1], part, DriverToDevice);
            }

            THal.Unshare(addresses[0], header, DriverToDevice);
        }
    }
}
