using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The rebuild of a hot spare: a window of sectors is read from one disk and written to another. One share for both directions serves the
// read and the write, and is ended once per window.
internal sealed class SpareRebuild<THal>
    where THal : struct, IHal
{
    private const int WindowBytes = 64 * 1024;
    private const ulong WindowSectors = WindowBytes / 512;

    private readonly BlockQueue _good;
    private readonly BlockQueue _spare;

    public SpareRebuild(BlockQueue good, BlockQueue spare)
    {
        _good = good;
        _spare = spare;
    }

    public ulong Position { get; private set; }

    public async Task<bool> RunAsync(ulong sectors)
    {
        using var window = new PinnedBuffer(WindowBytes);
        while (Position < sectors)
        {
            if (!await CopyWindowAsync(window.Buffer))
            {
                return false;
            }

            Position += WindowSectors;
        }

        await _spare.FlushAsync();
        return true;
    }

    private async Task<bool> CopyWindowAsync(DmaBuffer window)
    {
        var shared = new Shared<THal>(window, Both);
        try
        {
            int status = await _good.ReadAsync(Position, shared.Paddr, window.Length);
            if (status == 0)
            {
                status = await _spare.WriteAsync(Position, shared.Paddr, window.Length);
            }

            return status == 0;
        }
        finally
        {
            shared.Unshare();
        }
    }
}
