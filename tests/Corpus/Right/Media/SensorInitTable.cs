using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Uploads the register table of a camera sensor in blocks, and checks each block by reading it back. Write and read-back share different
// buffers, one after the other, and are compared when none is shared.
public sealed class SensorInit<THal>(SpiController bus) : IDisposable
    where THal : struct, IHal
{
    private const int BlockBytes = 64;

    private readonly PinnedBuffer _write = new(BlockBytes);
    private readonly PinnedBuffer _idle = new(BlockBytes);
    private readonly PinnedBuffer _read = new(BlockBytes);

    public int Upload(ReadOnlySpan<byte> table)
    {
        int block = 0;
        for (; table.Length > 0; block++)
        {
            int count = Math.Min(table.Length, BlockBytes);
            table[..count].CopyTo(_write.Buffer.AsSpan());
            if (!Transfer(_write.Buffer.Slice(0, count)) || !Transfer(_idle.Buffer.Slice(0, count)))
            {
                return -5;
            }

            if (!table[..count].SequenceEqual(_read.Buffer.AsReadOnlySpan()[..count]))
            {
                Log.Info($"block {block} was not stored");
                return -84;
            }

            table = table[count..];
        }

        return block;
    }

    public void Dispose()
    {
        _write.Dispose();
        _idle.Dispose();
        _read.Dispose();
    }

    private bool Transfer(DmaBuffer output)
    {
        DmaBuffer input = _read.Buffer.Slice(0, output.Length);
        PhysAddr receive = THal.Share(input, DeviceToDriver);
        bus.SetReceive(receive, input.Length);
        int status;
        try
        {
            using var transmit = new SharedScope<THal>(output, DriverToDevice);
            status = bus.Start(transmit.Paddr, receive, output.Length);
            if (status == 0 && !bus.WaitIdle(20))
            {
                bus.Abort();
                status = -110;
            }
        }
        finally
        {
            THal.Unshare(receive, input, DeviceToDriver);
        }

        return status == 0;
    }
}
