using Devices;
using Hal;

public struct TableEntry
{
    public ulong Address;
    public uint Length;
    public ushort Flags;
    public ushort Next;
}

public sealed unsafe class EntryPastTheEnd<THal> where THal : struct, IHal
{
    public void Own()
    {
        using var table = new Dma<THal>(1, BufferDirection.Both);
        TableEntry* d = table.Pointer<TableEntry>(0);
        d[256].Flags = 1; //! HAL2009
    }

    public void Plain()
    {
        using var table = new Dma<THal>(1, BufferDirection.Both);
        uint* d = table.Pointer<uint>(0);
        d[1024] = 1; //! HAL2009
    }

    public void Arrow()
    {
        using var table = new Dma<THal>(1, BufferDirection.Both);
        TableEntry* d = (TableEntry*)table.Vaddr(0);
        (d + 256)->Flags = 1; //! HAL2009
    }
}
