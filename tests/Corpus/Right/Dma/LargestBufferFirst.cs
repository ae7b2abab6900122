using System;
using Devices;
using Hal;

namespace Drivers;

// A capture device works with any buffer size: the largest that can be had is taken. Only the successful try leaves memory, and its own
// page count goes with it to the end.
public sealed unsafe class ElasticCapture<THal>
    where THal : struct, IHal
{
    private readonly Device _device;

    public ElasticCapture(Device device) => _device = device;

    public int Capture(Span<byte> into)
    {
        DmaAllocation memory = default;
        nuint pages = 64;
        for (; pages > 0; pages /= 2)
        {
            memory = THal.DmaAlloc(pages, BufferDirection.DeviceToDriver);
            if (memory.Paddr != default)
            {
                break;
            }
        }

        if (memory.Paddr == default)
        {
            return -12;
        }

        int bytes = (int)pages * HalConstants.PageSize;
        int result = -5;
        if (_device.Submit(memory.Paddr, bytes))
        {
            if (_device.Wait(200))
            {
                result = Math.Min(bytes, into.Length);
                new ReadOnlySpan<byte>(memory.Vaddr, result).CopyTo(into);
            }
            else
            {
                _device.Reset();
                result = -110;
            }
        }

        int status = THal.DmaDealloc(memory.Paddr, memory.Vaddr, pages);
        return status != 0 ? -14 : result;
    }
}
