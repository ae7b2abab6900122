using System;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Receive with the wrap flag in the low bits of the address word, as the controller's descriptors have it.</summary>
public sealed unsafe class GemReceive<THal>(MmioRegion registers) : IDisposable
    where THal : struct, IHal
{
    private const uint Used = 1;
    private const uint Wrap = 2;
    private const int Slots = 128;

    private struct Word
    {
        public uint Address;
        public uint Control;
    }

    private readonly Dma<THal> _ring = new(1, Both);
    private readonly PinnedBuffer[] _buffers = new PinnedBuffer[Slots];
    private readonly ulong[] _tagged = new ulong[Slots];

    private Word* Words => _ring.Pointer<Word>(0);

    public void Start()
    {
        for (int i = 0; i < Slots; i++)
        {
            _buffers[i] = new PinnedBuffer(1536);
            Map(i);
        }

        registers.Write32(0x18, (uint)_ring.Paddr.Value);
        registers.Write32(0, 1 << 2);
    }

    private void Map(int slot)
    {
        DmaBuffer buffer = _buffers[slot].Buffer;
        PhysAddr address = THal.Share(buffer, DeviceToDriver);
        if (address.Value > uint.MaxValue)
        {
            THal.Unshare(address, buffer, DeviceToDriver);
            throw new DmaException("The controller reaches 4 GiB only.");
        }

        _tagged[slot] = address.Value | (slot == Slots - 1 ? Wrap : 0);
        Words[slot].Control = 0;
        Volatile.Write(ref Words[slot].Address, (uint)_tagged[slot]);
    }

    public bool TryReceive(int slot, Span<byte> into, out int length)
    {
        length = 0;
        if ((Volatile.Read(ref Words[slot].Address) & Used) == 0)
        {
            return false;
        }

        length = Math.Min((int)(Words[slot].Control & 0x1FFF), Math.Min(into.Length, 1536));
        DmaBuffer buffer = _buffers[slot].Buffer;
        THal.Unshare(Untag(_tagged[slot]), buffer, DeviceToDriver);
        _tagged[slot] = 0;
        buffer.AsReadOnlySpan()[..length].CopyTo(into);
        Map(slot);
        return true;
    }

    private static PhysAddr Untag(ulong tagged) => new(tagged & ~3UL);

    public void Dispose()
    {
        registers.Write32(0, 0);
        for (int i = 0; i < Slots; i++)
        {
            if (_tagged[i] != 0)
            {
                THal.Unshare(Untag(_tagged[i]), _buffers[i].Buffer, DeviceToDriver);
                _tagged[i] = 0;
            }

            _buffers[i]?.Dispose();
        }

        _ring.Dispose();
    }
}
