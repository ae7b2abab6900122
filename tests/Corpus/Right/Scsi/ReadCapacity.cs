using System;
using System.Buffers.Binary;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The capacity inquiry of a disk driver, which retries while the unit becomes ready. Every attempt has a share of its own, which is
// ended before the reply is parsed.
internal readonly record struct Capacity(ulong Blocks, uint BlockSize);

internal sealed class ReadCapacity<THal>
    where THal : struct, IHal
{
    private const int ReplyBytes = 32;
    private const int Attempts = 3;

    private readonly BlockQueue _queue;

    public ReadCapacity(BlockQueue queue) => _queue = queue;

    public async Task<Capacity?> InquireAsync()
    {
        using var reply = new PinnedBuffer(ReplyBytes);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            int status = await AskAsync(reply.Buffer);
            if (status == 0)
            {
                return Parse(reply.Buffer.AsReadOnlySpan());
            }

            await Task.Delay(100 << attempt);
        }

        return null;
    }

    private async Task<int> AskAsync(DmaBuffer reply)
    {
        PhysAddr address = THal.Share(reply, DeviceToDriver);
        try
        {
            return await _queue.ReadAsync(0, address, reply.Length);
        }
        finally
        {
            THal.Unshare(address, reply, DeviceToDriver);
        }
    }

    private static Capacity? Parse(ReadOnlySpan<byte> reply)
    {
        ulong last = BinaryPrimitives.ReadUInt64BigEndian(reply);
        uint size = BinaryPrimitives.ReadUInt32BigEndian(reply[8..]);
        return size is 512 or 4096 && last != ulong.MaxValue ? new Capacity(last + 1, size) : null;
    }
}
