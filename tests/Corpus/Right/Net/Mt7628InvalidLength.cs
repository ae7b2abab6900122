using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in U-Boot: "net: mt7628-eth: free rx descriptor on receiving failure" (c88ee3ea0a7): a descriptor with a length that
// cannot be was not taken back.
public sealed unsafe class Mt7628Receive<THal>
    where THal : struct, IHal
{
    private const int PageSize = 2048;

    private readonly Device _queue;
    private readonly NetPort _port;

    public Mt7628Receive(Device queue, NetPort port)
    {
        _queue = queue;
        _port = port;
    }

    public int Receive(Packet packet)
    {
        var buffer = new DmaBuffer(packet.Data, packet.Capacity);
        PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
        _queue.Program(paddr, buffer.Length);
        while (!_queue.Poll())
        {
            Thread.Yield();
        }

        int length = (_queue.Status >> 16) & 0x3FFF;
        if (length == 0 || length > PageSize)
        {
            Log.Info("eth: invalid length");
            THal.Unshare(paddr, buffer, DeviceToDriver);
            return -5;
        }

        THal.Unshare(paddr, buffer, DeviceToDriver);
        packet.Length = length;
        _port.Deliver(packet);
        return length;
    }
}
