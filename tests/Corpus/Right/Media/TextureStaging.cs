using System;
using Devices;
using Hal;

namespace Drivers;

// The upload of a texture, row by row, through a staging buffer. Rows are packed before the share, the copy engine is waited for, a
// timeout terminates it before the share ends.
internal sealed class TextureStaging<THal>
    where THal : struct, IHal
{
    private const int StagingBytes = 256 * 1024;

    private readonly DmaEngine _copy;

    public TextureStaging(DmaEngine copy) => _copy = copy;

    public bool Upload(ReadOnlySpan<byte> pixels, int width, int height, int stride, PhysAddr texture)
    {
        int rowBytes = width * 4;
        if (rowBytes is <= 0 or > StagingBytes || stride < rowBytes)
        {
            return false;
        }

        using var staging = new PinnedBuffer(StagingBytes);
        int rowsAtOnce = StagingBytes / rowBytes;
        for (int row = 0; row < height; row += rowsAtOnce)
        {
            int rows = Math.Min(rowsAtOnce, height - row);
            DmaBuffer packed = staging.Buffer.Slice(0, rows * rowBytes);
            Pack(pixels, row, rows, stride, rowBytes, packed);
            if (!Copy(packed, texture + (ulong)row * (ulong)rowBytes))
            {
                return false;
            }
        }

        return true;
    }

    private static void Pack(ReadOnlySpan<byte> pixels, int row, int rows, int stride, int rowBytes, DmaBuffer into)
    {
        for (int i = 0; i < rows; i++)
        {
            pixels.Slice((row + i) * stride, rowBytes).CopyTo(into.AsSpan()[(i * rowBytes)..]);
        }
    }

    private bool Copy(DmaBuffer packed, PhysAddr target)
    {
        PhysAddr source = THal.Share(packed, BufferDirection.DriverToDevice);
        int cookie = _copy.Submit(source, target, packed.Length);
        bool copied = cookie >= 0 && _copy.WaitFor(cookie, 500);
        if (cookie >= 0 && !copied)
        {
            _copy.Terminate();
        }

        THal.Unshare(source, packed, BufferDirection.DriverToDevice);
        return copied;
    }
}
