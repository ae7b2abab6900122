using System;
using Devices;
using Hal;

namespace Drivers;

// The power-play table of a graphics card, which its controller reads and may change. Raw DmaAlloc, tested before use, with pages kept
// beside it and the status of the release looked at.
internal sealed unsafe class PowerTable<THal>
    where THal : struct, IHal
{
    private const int TableBytes = 6000;
    private const uint Transfer = 0x17;

    private readonly Mailbox _controller;
    private readonly nuint _pages = HalConstants.PagesFor(TableBytes);

    public PowerTable(Mailbox controller) => _controller = controller;

    public int Exchange(Span<byte> table)
    {
        if (table.Length > TableBytes)
        {
            return -22;
        }

        DmaAllocation memory = THal.DmaAlloc(_pages, BufferDirection.Both);
        if (memory.Paddr == default)
        {
            return -12;
        }

        // The controller may change the table, and the caller sees what it made of it.
        var view = new Span<byte>(memory.Vaddr, TableBytes);
        table.CopyTo(view);
        int status = _controller.Execute(Transfer, memory.Paddr);
        if (status == 0)
        {
            view[..table.Length].CopyTo(table);
        }

        int released = THal.DmaDealloc(memory.Paddr, memory.Vaddr, _pages);
        if (released != 0)
        {
            Log.Info($"the power table was not given back: {released}");
        }

        return status;
    }
}
