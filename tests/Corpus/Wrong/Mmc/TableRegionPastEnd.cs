using Hal;
using Devices;

/// <summary>An SD host whose descriptor table of one page is given one entry more than the page has room for.</summary>
public sealed unsafe class DescriptorTable<THal>
    where THal : struct, IHal
{
    private const int EntrySize = 16;
    private const int Entries = HalConstants.PageSize / EntrySize;
    private readonly MmcController _host = new();

    public bool Program(ulong first)
    {
        using var table = new Dma<THal>(1, BufferDirection.DriverToDevice);
        Descriptor* last = (Descriptor*)table.Vaddr(Entries * EntrySize); //! HAL2009
        last->Address = first;
        _host.SetDescriptorTable(table.Paddr);
        int error = _host.SendCommand(18, 0);
        return error == 0;
    }
}
