using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "ravb: unmap descriptors when freeing rings" (a47b70ea86bd): the frame of a slot was freed while it was mapped
// for the device.
public sealed unsafe class RavbTransmit<THal>
    where THal : struct, IHal
{
    private const int Align = 128;

    private readonly Ring _ring;

    public RavbTransmit(Ring ring) => _ring = ring;

    public bool SendAligned(ReadOnlySpan<byte> frame)
    {
        byte* copy = (byte*)NativeMemory.AlignedAlloc((nuint)frame.Length, Align);
        frame.CopyTo(new Span<byte>(copy, frame.Length));
        var buffer = new DmaBuffer(copy, frame.Length);
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        _ring.Post(_ring.Head, paddr, buffer.Length);
        _ring.Doorbell();
        Deadline deadline = Deadline.In(20);
        bool sent = false;
        while (!sent && !deadline.Expired)
        {
            sent = _ring.IsDone(_ring.Head);
        }

        if (!sent)
        {
            _ring.Stop();
        }

        NativeMemory.AlignedFree(copy); //! HAL1008
        THal.Unshare(paddr, buffer, DriverToDevice);
        return sent;
    }
}
