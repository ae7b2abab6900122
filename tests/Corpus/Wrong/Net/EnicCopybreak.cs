using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (network drivers, receive): Post shares 2048 bytes, Take unshares 1518 of the same slot.
internal sealed unsafe class ReceiveSlot<THal>(Ring ring, byte* memory)
    where THal : struct, IHal
{
    private const int BufferBytes = 2048;
    private const int FrameBytes = 1518;

    private PhysAddr _address;

    public void Post()
    {
        _address = THal.Share(new DmaBuffer(memory, BufferBytes), DeviceToDriver);
        ring.Post(0, _address, FrameBytes);
        ring.Doorbell();
    }

    public int Take(Span<byte> into)
    {
        if (!ring.TryTake(out _, out int written))
        {
            return 0;
        }

        THal.Unshare(_address, new DmaBuffer(memory, FrameBytes), DeviceToDriver); //! HAL1006 (no fix: meaning)
        int length = Math.Min(Math.Min(written, FrameBytes), into.Length);
        new ReadOnlySpan<byte>(memory, length).CopyTo(into);
        Post();
        return length;
    }

    public void Stop()
    {
        ring.Stop();
        if (_address != default)
        {
            THal.Unshare(_address, new DmaBuffer(memory, BufferBytes), DeviceToDriver);
            _address = default;
        }
    }
}
