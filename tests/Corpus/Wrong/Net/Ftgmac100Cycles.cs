using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows openbmc/linux, issue 201, "ftgmac: device driver frees DMA memory with different size": what the packet did not fill was left
// out of the unmapping, to save cycles.
public sealed unsafe class Ftgmac100Receive<THal>(Device mac)
    where THal : struct, IHal
{
    private const int BufferSize = 1600;
    private const int ShortFrame = 256;

    public int Receive(byte* buffer, Span<byte> frame)
    {
        PhysAddr map = THal.Share(new DmaBuffer(buffer, BufferSize), DeviceToDriver);
        if (!mac.Submit(map, BufferSize) || !mac.Wait(1000))
        {
            mac.Reset();
            THal.Unshare(map, new DmaBuffer(buffer, BufferSize), DeviceToDriver);
            return 0;
        }

        int size = Math.Min(mac.Status & 0x3FFF, frame.Length);
        if (size <= ShortFrame)
        {
            THal.Unshare(map, new DmaBuffer(buffer, ShortFrame), DeviceToDriver); //! HAL1006
        }
        else
        {
            THal.Unshare(map, new DmaBuffer(buffer, BufferSize), DeviceToDriver);
        }

        new ReadOnlySpan<byte>(buffer, size).CopyTo(frame);
        return size;
    }
}
