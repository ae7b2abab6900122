using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The receive-side-scaling table of a multi-queue network card. One page holds key and table for the life of the card, and is freed
// after the card was told to forget it.
internal sealed unsafe class IndirectionTable<THal> : IDisposable
    where THal : struct, IHal
{
    private const int KeyBytes = 40;
    private const int TableOffset = 64;
    private const int Entries = 128;
    private const nuint AddressRegister = 0x80;
    private const nuint ControlRegister = 0x88;

    private readonly MmioRegion _registers;
    private readonly Dma<THal> _page;

    public IndirectionTable(PhysAddr bar, ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyBytes)
        {
            throw new ArgumentException("The hash key has 40 bytes.", nameof(key));
        }

        _registers = MmioRegion.Map<THal>(bar, 0x100);
        _page = new Dma<THal>(1, DriverToDevice);
        key.CopyTo(_page.Slice(0, KeyBytes).AsSpan());
    }

    public void Spread(int queues)
    {
        if (queues is < 1 or > 16)
        {
            throw new ArgumentOutOfRangeException(nameof(queues));
        }

        _registers.Write32(ControlRegister, 0);
        byte* table = _page.Vaddr(TableOffset);
        for (int i = 0; i < Entries; i++)
        {
            table[i] = (byte)(i % queues);
        }

        _registers.Write64(AddressRegister, _page.Paddr.Value);
        _registers.Write32(ControlRegister, 1);
    }

    public int QueueOf(uint hash) => *_page.Vaddr(TableOffset + (int)(hash % Entries));

    public void Dispose()
    {
        _registers.Write32(ControlRegister, 0);
        _registers.Write64(AddressRegister, 0);
        _page.Dispose();
    }
}
