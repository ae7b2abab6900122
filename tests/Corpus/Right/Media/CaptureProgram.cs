using System;
using Hal;

namespace Drivers;

/// <summary>A capture card runs a small program in DMA memory, made for each frame out of its lines.</summary>
public sealed unsafe class RiscProgram<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _code;

    private RiscProgram(Dma<THal> code) => _code = code;

    public PhysAddr Entry => _code.Paddr;

    public static RiscProgram<THal>? Build(PhysAddr frame, int bytesPerLine, int padding, int lines)
    {
        int instructions = 1 + bytesPerLine * lines / HalConstants.PageSize + lines;
        nuint bytes = (nuint)(instructions + 2) * 12 + 16;
        if (!Dma<THal>.TryCreate(HalConstants.PagesFor(bytes), BufferDirection.Both, out Dma<THal>? code))
        {
            return null;
        }

        uint* rp = code.Pointer<uint>(0);
        *rp++ = 0x7000_0000;
        *rp++ = 0;
        PhysAddr line = frame;
        for (int y = 0; y < lines; y++)
        {
            *rp++ = 0x1C00_0000 | (uint)bytesPerLine;
            *rp++ = (uint)line.Value;
            *rp++ = (uint)(line.Value >> 32);
            line += bytesPerLine + padding;
        }

        *rp++ = 0x7100_0000;
        *rp++ = (uint)code.Paddr.Value;
        *rp = (uint)(code.Paddr.Value >> 32);
        return new RiscProgram<THal>(code);
    }

    public void Dispose() => _code.Dispose();
}
