using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "virtio_net: Fix mismatched buf address when unmapping for small packets": a small packet is mapped behind its
// headroom and unmapped from the start of its memory.
public sealed unsafe class SmallPackets<THal>(Device device)
    where THal : struct, IHal
{
    private const int Headroom = 64;
    private const int MaxPacket = 1518;

    public bool Receive(Span<byte> frame)
    {
        using var memory = new PinnedBuffer(Headroom + MaxPacket);
        DmaBuffer buffer = memory.Buffer;
        DmaBuffer data = buffer.Slice(Headroom, MaxPacket);

        PhysAddr address = THal.Share(data, DeviceToDriver);
        bool received = device.Submit(address, data.Length) && device.Wait(10);
        if (!received)
        {
            device.Reset();
        }

        THal.Unshare(address, buffer.Slice(0, MaxPacket), DeviceToDriver); //! HAL1006
        if (received)
        {
            data.AsReadOnlySpan().Slice(0, Math.Min(frame.Length, MaxPacket)).CopyTo(frame);
        }

        return received;
    }
}
