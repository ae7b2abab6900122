using Hal;
using Devices;

/// <summary>An SD host whose descriptor table of one page is filled to its last entry.</summary>
public sealed unsafe class DescriptorTable<THal>
    where THal : struct, IHal
{
    private const int EntrySize = 16;
    private const int Entries = HalConstants.PageSize / EntrySize;
    private readonly MmcController _host = new();

    public bool Program(ulong first)
    {
        using var table = new Dma<THal>(1, BufferDirection.DriverToDevice);
        Descriptor* last = (Descriptor*)table.Vaddr((Entries - 1) * EntrySize);
        last->Address = first;
        _host.SetDescriptorTable(table.Paddr);
        int error = _host.SendCommand(18, 0);
        return error == 0;
    }
}
