using Devices;
using Hal;

public struct LastTableEntry
{
    public ulong Address;
    public uint Length;
    public ushort Flags;
    public ushort Next;
}

public sealed unsafe class LastEntry<THal> where THal : struct, IHal
{
    public void Own()
    {
        using var table = new Dma<THal>(1, BufferDirection.Both);
        LastTableEntry* d = table.Pointer<LastTableEntry>(0);
        d[255].Flags = 1;
    }

    public void Plain()
    {
        using var table = new Dma<THal>(1, BufferDirection.Both);
        uint* d = table.Pointer<uint>(0);
        d[1023] = 1;
    }

    public void Arrow()
    {
        using var table = new Dma<THal>(1, BufferDirection.Both);
        LastTableEntry* d = (LastTableEntry*)table.Vaddr(0);
        (d + 255)->Flags = 1;
    }
}
