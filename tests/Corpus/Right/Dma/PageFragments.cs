using System;
using Hal;

namespace Drivers;

// Like Linux page fragments: a page is cut into pieces, counted, and given back with its last piece. The count starts with the
// allocator's own reference, which goes when the page is used up.
public sealed class FragmentAllocator<THal> : IDisposable
    where THal : struct, IHal
{
    private Page? _current;
    private nuint _used;

    public readonly struct Piece
    {
        private readonly Page _page;

        internal Piece(Page page, nuint offset, int length)
        {
            _page = page;
            Address = page.Memory.PaddrAt(offset);
            Bytes = page.Memory.Slice(offset, length);
        }

        public PhysAddr Address { get; }

        public DmaBuffer Bytes { get; }

        public void Release() => _page.Put();
    }

    public Piece Allocate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, HalConstants.PageSize);
        if (_current is null || _used + (nuint)length > _current.Memory.Length)
        {
            var next = new Page();
            _current?.Put();
            _current = next;
            _used = 0;
        }

        var piece = new Piece(_current, _used, length);
        _current.Get();
        _used += (nuint)((length + 63) & ~63);
        return piece;
    }

    public void Dispose()
    {
        _current?.Put();
        _current = null;
    }

    internal sealed class Page
    {
        private int _references = 1;

        public Dma<THal> Memory { get; } = new(1, BufferDirection.Both);

        public void Get() => _references++;

        public void Put()
        {
            if (--_references == 0)
            {
                Memory.Dispose();
            }
        }
    }
}
