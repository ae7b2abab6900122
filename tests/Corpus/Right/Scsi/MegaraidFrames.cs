using System;
using Hal;

namespace Drivers;

/// <summary>Frames of commands in chunks that fit a page, found by command number through a shift and a mask.</summary>
public sealed unsafe class FramePool<THal> : IDisposable
    where THal : struct, IHal
{
    private const int FrameShift = 8;
    private const int PerPageShift = 12 - FrameShift;
    private const int PerPageMask = (1 << PerPageShift) - 1;

    private readonly PhysAddr[] _address;
    private readonly byte*[] _pointer;

    private FramePool(int pages)
    {
        _address = new PhysAddr[pages];
        _pointer = new byte*[pages];
    }

    public static FramePool<THal>? Create(int commands)
    {
        int pages = (commands + PerPageMask) >> PerPageShift;
        var pool = new FramePool<THal>(pages);
        for (int i = 0; i < pages; i++)
        {
            DmaAllocation page = THal.DmaAlloc(1, BufferDirection.Both);
            if (page.Paddr == default)
            {
                pool.Dispose();
                return null;
            }

            pool._address[i] = page.Paddr;
            pool._pointer[i] = page.Vaddr;
        }

        return pool;
    }

    public PhysAddr AddressOf(int command) => _address[command >> PerPageShift] + ((command & PerPageMask) << FrameShift);

    public Span<byte> FrameOf(int command) =>
        new(_pointer[command >> PerPageShift] + ((command & PerPageMask) << FrameShift), 1 << FrameShift);

    public void Dispose()
    {
        for (int i = 0; i < _address.Length; i++)
        {
            if (_address[i] == default)
            {
                break;
            }

            _ = THal.DmaDealloc(_address[i], _pointer[i], 1);
            _address[i] = default;
            _pointer[i] = null;
        }
    }
}
