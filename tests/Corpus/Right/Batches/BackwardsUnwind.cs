using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Queues of a card are set up one after the other; a failure takes them down from the last.</summary>
public sealed unsafe class BackwardsUnwind<THal>(VirtioTransport transport)
    where THal : struct, IHal
{
    private struct QueueMemory
    {
        public PhysAddr Paddr;
        public byte* Vaddr;
        public nuint Pages;
    }

    private QueueMemory[] _queues = [];

    public int Setup(int count, int size)
    {
        var queues = new QueueMemory[count];
        int error;
        int i;
        for (i = 0; i < count; i++)
        {
            nuint pages = HalConstants.PagesFor((nuint)(size * 26));
            var (paddr, vaddr) = THal.DmaAlloc(pages, Both);
            if (paddr == default)
            {
                error = -12;
                goto Unwind;
            }

            queues[i] = new QueueMemory { Paddr = paddr, Vaddr = vaddr, Pages = pages };
            if (!transport.SetQueue(i, paddr, size))
            {
                i++;
                error = -19;
                goto Unwind;
            }
        }

        _queues = queues;
        return 0;

    Unwind:
        transport.Reset();
        while (--i >= 0)
        {
            Free(in queues[i]);
        }

        return error;
    }

    private static void Free(in QueueMemory queue)
    {
        int status = THal.DmaDealloc(queue.Paddr, queue.Vaddr, queue.Pages);
        if (status != 0)
        {
            Log.Info($"a queue was not given back: {status}");
        }
    }

    public void Teardown()
    {
        transport.Reset();
        foreach (ref readonly QueueMemory queue in _queues.AsSpan())
        {
            Free(in queue);
        }

        _queues = [];
    }
}
