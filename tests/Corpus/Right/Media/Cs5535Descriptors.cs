using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux sound (cs5535audio): the allocation is tested first.
internal sealed unsafe class Cs5535Dma<THal>(Device codec)
    where THal : struct, IHal
{
    private const uint Jump = 0x4000_0000;

    private DmaAllocation _table;
    private int _periods;

    public int Prepare(PhysAddr data, int periods, int periodBytes)
    {
        if (_periods != 0)
        {
            return -16;
        }

        if (periods is < 1 or > 128)
        {
            return -22;
        }

        DmaAllocation table = THal.DmaAlloc(1, BufferDirection.Both);
        if (table.Paddr == default)
        {
            return -12;
        }

        var entry = (Descriptor*)table.Vaddr;
        for (int i = 0; i < periods; i++)
        {
            entry[i].Address = data.Value + (ulong)(i * periodBytes);
            entry[i].Length = (uint)periodBytes;
        }

        entry[periods - 1].Length |= Jump;
        codec.Program(table.Paddr, periods * sizeof(Descriptor));
        _table = table;
        _periods = periods;
        return 0;
    }

    public int Release()
    {
        if (_periods == 0)
        {
            return 0;
        }

        codec.Reset();
        _periods = 0;
        return THal.DmaDealloc(_table.Paddr, _table.Vaddr, 1);
    }
}
