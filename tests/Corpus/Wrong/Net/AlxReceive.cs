using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (alx): the unshare names a shorter buffer than the share.
internal sealed class ReceiveSlot<THal>(SerialPort mac)
    where THal : struct, IHal
{
    private const int BufferSize = 1536;

    public ReadOnlySpan<byte> Take(DmaBuffer memory)
    {
        DmaBuffer whole = memory.Slice(0, BufferSize);
        PhysAddr address = THal.Share(whole, DeviceToDriver);
        mac.StartReceive(address, BufferSize);
        int count = mac.StopReceive();
        if (count is <= 0 or >= BufferSize)
        {
            THal.Unshare(address, whole, DeviceToDriver);
            return default;
        }

        DmaBuffer received = whole.Slice(0, count);
        THal.Unshare(address, received, DeviceToDriver); //! HAL1006
        return received.AsReadOnlySpan();
    }
}
