using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux wireless (b43): a buffer above the device's reach is unmapped, and its address still goes into the descriptor.
public sealed unsafe class B43Receive<THal>(Ring ring)
    where THal : struct, IHal
{
    private const ulong Limit = 1ul << 30;

    private readonly Dictionary<int, (PhysAddr Address, DmaBuffer Buffer)> _slots = new();

    public int SetUp(int index, DmaBuffer buffer)
    {
        if (_slots.ContainsKey(index))
        {
            return -16;
        }

        int result = 0;
        PhysAddr address = THal.Share(buffer, DeviceToDriver);
        if (address.Value + (ulong)buffer.Length > Limit)
        {
            Log.Info("b43: buffer lies above the routing limit");
            THal.Unshare(address, buffer, DeviceToDriver);
            result = -12;
            ring.Descriptors[index].Address = address.Value; //! HAL1010
            ring.Descriptors[index].Length = 0;
            return result;
        }

        ring.Descriptors[index].Address = address.Value;
        ring.Descriptors[index].Length = (uint)buffer.Length;
        _slots.Add(index, (address, buffer));
        return result;
    }

    public void Stop()
    {
        ring.Stop();
        foreach ((PhysAddr address, DmaBuffer buffer) in _slots.Values)
        {
            THal.Unshare(address, buffer, DeviceToDriver);
        }

        _slots.Clear();
    }
}
