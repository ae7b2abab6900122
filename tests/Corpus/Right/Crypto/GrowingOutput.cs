using System;
using System.Buffers.Binary;
using Devices;
using Hal;

namespace Drivers;

// A compressor says that its output was too small: the same input is tried with a larger one. The input stays shared over all tries,
// each output for its own try only.
public sealed class GrowingCompressor<THal>
    where THal : struct, IHal
{
    private const int OutputFull = -28;
    private readonly Mailbox _unit;

    public GrowingCompressor(Mailbox unit) => _unit = unit;

    public byte[]? Compress(DmaBuffer input)
    {
        PhysAddr source = THal.Share(input, BufferDirection.DriverToDevice);
        try
        {
            for (int bytes = Math.Max(256, input.Length / 4); bytes <= 4 * input.Length + 256; bytes *= 2)
            {
                using var output = new PinnedBuffer(bytes);
                int status = Try(source, output.Buffer);
                if (status == 0)
                {
                    int length = BinaryPrimitives.ReadInt32LittleEndian(output.Buffer.AsReadOnlySpan());
                    return length > 0 && length <= bytes - 4
                        ? output.Buffer.AsReadOnlySpan().Slice(4, length).ToArray()
                        : null;
                }

                if (status != OutputFull)
                {
                    return null;
                }
            }

            return null;
        }
        finally
        {
            THal.Unshare(source, input, BufferDirection.DriverToDevice);
        }
    }

    private int Try(PhysAddr source, DmaBuffer output)
    {
        using var target = new SharedScope<THal>(output, BufferDirection.DeviceToDriver);
        return _unit.Execute(0x60, source, target.Paddr);
    }
}
