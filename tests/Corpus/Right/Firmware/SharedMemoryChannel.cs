using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A channel of shared memory between driver and a management processor, with a doorbell and a status word. The memory is coherent for
// its whole life, accessed by Volatile, and its offsets lie within one page.
public sealed unsafe class ManagementChannel<THal> : IDisposable
    where THal : struct, IHal
{
    private const nuint StatusOffset = 4;
    private const nuint LengthOffset = 16;
    private const nuint HeaderOffset = 24;
    private const nuint PayloadOffset = 28;
    private const uint Free = 1;

    private readonly Device _processor;
    private readonly Dma<THal> _page;

    public ManagementChannel(Device processor)
    {
        _processor = processor;
        _page = new Dma<THal>(1, BufferDirection.Both);
        Volatile.Write(ref *_page.Pointer<uint>(StatusOffset), Free);
        processor.Program(_page.Paddr, HalConstants.PageSize);
    }

    public uint? Call(uint header, params uint[] arguments)
    {
        if (PayloadOffset + (nuint)arguments.Length * sizeof(uint) > _page.Length || !WaitFree())
        {
            return null;
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            *_page.Pointer<uint>(PayloadOffset + (nuint)i * sizeof(uint)) = arguments[i];
        }

        *_page.Pointer<uint>(LengthOffset) = (uint)(sizeof(uint) * (1 + arguments.Length));
        *_page.Pointer<uint>(HeaderOffset) = header;
        Volatile.Write(ref *_page.Pointer<uint>(StatusOffset), 0u);
        _processor.Kick();
        return WaitFree() ? Volatile.Read(ref *_page.Pointer<uint>(PayloadOffset)) : null;
    }

    public void Dispose()
    {
        _processor.Reset();
        _page.Dispose();
    }

    private bool WaitFree()
    {
        uint* status = _page.Pointer<uint>(StatusOffset);
        var deadline = Deadline.In(30);
        while ((Volatile.Read(ref *status) & Free) == 0)
        {
            if (deadline.Expired)
            {
                return false;
            }
        }

        return true;
    }
}
