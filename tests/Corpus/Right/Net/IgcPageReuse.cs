using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Receive pages that are used half by half, shared anew for each half, and replaced after a number of uses.</summary>
public sealed class IgcPageReuse<THal>(Ring ring) : IDisposable
    where THal : struct, IHal
{
    private const int MostUses = 64;

    private sealed class Page
    {
        public required PinnedBuffer Memory { get; init; }

        public PhysAddr Paddr { get; set; }

        public int Half { get; set; }

        public int Uses { get; set; }

        public int Offset => Half * 2048;
    }

    private readonly Page?[] _pages = new Page?[256];

    public void Fill(int index)
    {
        Page page = _pages[index] ??= Make();
        ring.Post(index, page.Paddr + page.Offset, 2048);
    }

    private static Page Make()
    {
        var memory = new PinnedBuffer(4096);
        return new Page { Memory = memory, Paddr = THal.Share(memory.Buffer, DeviceToDriver) };
    }

    public byte[]? Take(int index, int written)
    {
        if (_pages[index] is not { } page)
        {
            return null;
        }

        // The bytes are the driver's only when the share has ended; the page is shared anew for its other half.
        THal.Unshare(page.Paddr, page.Memory.Buffer, DeviceToDriver);
        page.Paddr = default;
        byte[] frame = page.Memory.Buffer.AsReadOnlySpan().Slice(page.Offset, Math.Min(written, 2048)).ToArray();
        if (++page.Uses == MostUses)
        {
            _pages[index] = null;
            page.Memory.Dispose();
            return frame;
        }

        page.Half ^= 1;
        page.Paddr = THal.Share(page.Memory.Buffer, DeviceToDriver);
        return frame;
    }

    public void Dispose()
    {
        ring.Stop();
        foreach (ref Page? page in _pages.AsSpan())
        {
            if (page is null)
            {
                continue;
            }

            if (page.Paddr != default)
            {
                THal.Unshare(page.Paddr, page.Memory.Buffer, DeviceToDriver);
            }

            page.Memory.Dispose();
            page = null;
        }
    }
}
