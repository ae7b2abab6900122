using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// A stream of sensor readings as an async sequence: each block is shared, awaited, ended and then given out. A consumer that stops early
// leaves the sequence between two shares, and the memory goes with the sequence.
public sealed class SensorStream<THal>
    where THal : struct, IHal
{
    private const int BlockBytes = 1024;

    private readonly Device _sensor;

    public SensorStream(Device sensor) => _sensor = sensor;

    public async IAsyncEnumerable<byte[]> ReadAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var memory = new PinnedBuffer(BlockBytes);
        while (!cancellation.IsCancellationRequested)
        {
            if (!await FillAsync(memory.Buffer, cancellation).ConfigureAwait(false))
            {
                yield break;
            }

            yield return memory.Buffer.AsReadOnlySpan().ToArray();
        }
    }

    public async Task<long> SumAsync(int blocks)
    {
        long sum = 0;
        await foreach (byte[] block in ReadAsync().ConfigureAwait(false))
        {
            sum += block[0];
            if (--blocks <= 0)
            {
                break;
            }
        }

        return sum;
    }

    private async Task<bool> FillAsync(DmaBuffer block, CancellationToken cancellation)
    {
        PhysAddr address = THal.Share(block, BufferDirection.DeviceToDriver);
        bool filled = false;
        try
        {
            if (!_sensor.Submit(address, block.Length))
            {
                return false;
            }

            filled = await _sensor.DoneAsync(cancellation).ConfigureAwait(false);
            return filled;
        }
        finally
        {
            if (!filled)
            {
                _sensor.Reset();
            }

            THal.Unshare(address, block, BufferDirection.DeviceToDriver);
        }
    }
}
