using System;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// Like thermal imagers: the shutter closes, a few frames are averaged, and the offsets go back to the core. One region for the frame
// that comes and one for the offsets that go; both are freed by using in any case.
public sealed class ShutterCalibration<THal>(Mailbox core)
    where THal : struct, IHal
{
    private const int Pixels = 160 * 120;
    private const int Frames = 8;

    public async Task<bool> RunAsync()
    {
        nuint pages = HalConstants.PagesFor(Pixels * sizeof(ushort));
        using var frame = new Dma<THal>(pages, BufferDirection.DeviceToDriver);
        using var offsets = new Dma<THal>(pages, BufferDirection.DriverToDevice);
        var sums = new int[Pixels];
        for (int i = 0; i < Frames; i++)
        {
            if (await core.ExecuteAsync(0x07, frame.Paddr, frame.Paddr).ConfigureAwait(false) != 0)
            {
                return false;
            }

            AddTo(sums, frame);
        }

        WriteOffsets(sums, offsets);
        return await core.ExecuteAsync(0x08, offsets.Paddr, offsets.Paddr).ConfigureAwait(false) == 0;
    }

    private static void AddTo(int[] sums, Dma<THal> frame)
    {
        ReadOnlySpan<byte> bytes = frame.AsSpan();
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += bytes[2 * i] | (bytes[(2 * i) + 1] << 8);
        }
    }

    private static void WriteOffsets(int[] sums, Dma<THal> offsets)
    {
        Span<byte> bytes = offsets.AsSpan();
        for (int i = 0; i < sums.Length; i++)
        {
            int offset = 8192 - (sums[i] / Frames);
            bytes[2 * i] = (byte)offset;
            bytes[(2 * i) + 1] = (byte)(offset >> 8);
        }
    }
}
