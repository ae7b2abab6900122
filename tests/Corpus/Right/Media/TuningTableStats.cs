using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An image processor writes histogram blocks; each frame's block is read one frame later. The block of the frame before is ended before
// the same memory is shared for the next but one.
public sealed class FrameStatistics<THal> : IDisposable
    where THal : struct, IHal
{
    private const int BlockBytes = 1024;
    private const int Blocks = 3;
    private readonly Device _processor;
    private readonly PinnedBuffer _memory = new(Blocks * BlockBytes);
    private readonly PhysAddr?[] _live = new PhysAddr?[Blocks];
    private uint _frame;

    public FrameStatistics(Device processor) => _processor = processor;

    public uint OnFrame(Span<uint> histogram)
    {
        uint brightest = 0;
        int oldest = (int)((_frame + 1) % Blocks);
        if (_live[oldest] is { } address)
        {
            DmaBuffer block = Block(oldest);
            _live[oldest] = null;
            THal.Unshare(address, block, DeviceToDriver);
            ReadOnlySpan<uint> bins = MemoryMarshal.Cast<byte, uint>(block.AsReadOnlySpan());
            bins[..Math.Min(bins.Length, histogram.Length)].CopyTo(histogram);
            foreach (uint bin in bins)
            {
                brightest = Math.Max(brightest, bin);
            }
        }

        int next = oldest;
        PhysAddr fresh = THal.Share(Block(next), DeviceToDriver);
        _live[next] = fresh;
        _processor.Program(fresh, BlockBytes);
        _frame++;
        return brightest;
    }

    public void Dispose()
    {
        _processor.Reset();
        for (int i = 0; i < Blocks; i++)
        {
            if (_live[i] is { } address)
            {
                THal.Unshare(address, Block(i), DeviceToDriver);
                _live[i] = null;
            }
        }

        _memory.Dispose();
    }

    private DmaBuffer Block(int index) => _memory.Buffer.Slice(index * BlockBytes, BlockBytes);
}
