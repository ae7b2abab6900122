using Devices;
using Hal;

namespace Drivers;

// Like fixes in Redox (ahcid): a command table that was longer than the page it lay in. One page is allocated for command list, received
// FIS and table, and the last entry of the table lies behind it.
public sealed unsafe class AhciPort<THal>(Device port)
    where THal : struct, IHal
{
    private const int TableOffset = 0x580;
    private const int EntryBytes = 16;
    private const int LastEntry = 168;
    private const nuint Pages = 1;

    public bool Identify(ulong data)
    {
        using var tables = new Dma<THal>(Pages, BufferDirection.Both);
        byte* list = tables.Vaddr(0);
        *(uint*)list = 5 | ((LastEntry + 1u) << 16);
        *(ulong*)(list + 8) = tables.PaddrAt(TableOffset).Value;
        byte* entries = list + TableOffset;
        for (int i = 0; i < LastEntry; i++)
        {
            *(ulong*)(entries + i * EntryBytes) = data + (ulong)i * 512;
            *(uint*)(entries + i * EntryBytes + 12) = 511;
        }

        *(uint*)(entries + LastEntry * EntryBytes + 12) = 0x8000_01ff; //! HAL2009
        port.Program(tables.Paddr, 1024);
        bool done = port.Wait(500);
        port.Reset();
        return done;
    }
}
