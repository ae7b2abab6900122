using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The buffer is put together again at the end, by the same numbers in another form.
public sealed unsafe class RecomputedBuffers<THal>(Device device)
    where THal : struct, IHal
{
    private readonly struct Window(byte* start, int offset, int length)
    {
        public int Length => length;

        public DmaBuffer Buffer => new(start + offset, length);
    }

    public int ByWindow(byte* memory, int offset, int length)
    {
        var window = new Window(memory, offset, length);
        PhysAddr paddr = THal.Share(window.Buffer, Both);
        int status = device.Start(paddr, window.Length);
        device.Reset();
        THal.Unshare(paddr, window.Buffer, Both);
        return status;
    }

    public int ByPointers(byte* start, byte* end)
    {
        PhysAddr paddr = THal.Share(new DmaBuffer(start, (int)(end - start)), Both);
        int length = (int)(end - start);
        int status = device.Start(paddr, length);
        device.Reset();
        THal.Unshare(paddr, new DmaBuffer(end - length, length), Both);
        return status;
    }

    public int BySlices(DmaBuffer memory, int header)
    {
        DmaBuffer payload = memory.Slice(header, memory.Length - header);
        PhysAddr paddr = THal.Share(payload.Slice(0, 32), DriverToDevice);
        int status = device.Start(paddr, 32);
        device.Reset();
        THal.Unshare(paddr, memory.Slice(header, 32), DriverToDevice);
        return status;
    }

    public int ByMovedPointer(byte* data, int length)
    {
        byte* at = data;
        PhysAddr paddr = THal.Share(new DmaBuffer(at, length), Both);
        int status = device.Start(paddr, length);
        device.Reset();
        at += length;
        THal.Unshare(paddr, new DmaBuffer(at - length, length), Both);
        return status;
    }
}
