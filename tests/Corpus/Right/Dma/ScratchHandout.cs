using System;
using System.Numerics;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Cuts scratch regions for many small commands out of one region of DMA memory, by a bitmap. Handed-out parts are addresses inside of
// the region, and the region is freed when no part is out.
public sealed unsafe class ScratchHandout<THal> : IDisposable
    where THal : struct, IHal
{
    private const int PartBytes = 128;
    private const int Parts = HalConstants.PageSize / PartBytes;

    private readonly Dma<THal> _page = new(1, Both);
    private uint _used;

    public readonly ref struct Part
    {
        private readonly ScratchHandout<THal> _owner;
        private readonly int _index;

        internal Part(ScratchHandout<THal> owner, int index)
        {
            _owner = owner;
            _index = index;
        }

        public PhysAddr Address => _owner._page.PaddrAt((nuint)(_index * PartBytes));

        public Span<byte> Bytes => new(_owner._page.Vaddr(_index * PartBytes), PartBytes);

        public void Dispose() => _owner._used &= ~(1u << _index);
    }

    public Part Take()
    {
        if (_used == uint.MaxValue)
        {
            throw new DmaException("no scratch part is free");
        }

        int index = BitOperations.TrailingZeroCount(~_used);
        _used |= 1u << index;
        var part = new Part(this, index % Parts);
        part.Bytes.Clear();
        return part;
    }

    public int Command(Mailbox mailbox, uint opcode, ReadOnlySpan<byte> argument)
    {
        using Part part = Take();
        argument[..Math.Min(argument.Length, PartBytes)].CopyTo(part.Bytes);
        int status = mailbox.Execute(opcode, part.Address);
        return status != 0 ? status : part.Bytes[0];
    }

    public void Dispose()
    {
        if (_used != 0)
        {
            throw new InvalidOperationException("scratch parts are in use");
        }

        _page.Dispose();
    }
}
