using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An accelerator's request by a task: many callers, a semaphore for the number of tags. The share ends in the finally behind the await,
// and the tag is given back after it.
public sealed class TaggedAccelerator<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly NvmeQueue _queue;
    private readonly SemaphoreSlim _tags;

    public TaggedAccelerator(NvmeQueue queue)
    {
        _queue = queue;
        _tags = new SemaphoreSlim(queue.Entries - 1);
    }

    public async Task<byte[]> RunAsync(byte opcode, ReadOnlyMemory<byte> input, int outputBytes, CancellationToken cancellation)
    {
        await _tags.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            using var memory = new PinnedBuffer(input.Length + outputBytes);
            input.Span.CopyTo(memory.Buffer.AsSpan());
            DmaBuffer request = memory.Buffer.Slice(0, input.Length);
            DmaBuffer reply = memory.Buffer.Slice(input.Length, outputBytes);
            int status = await ExchangeAsync(opcode, request, reply).ConfigureAwait(false);
            return status == 0
                ? reply.AsReadOnlySpan().ToArray()
                : throw new DeviceException($"opcode {opcode:x2} ended with {status}");
        }
        finally
        {
            _tags.Release();
        }
    }

    public void Dispose() => _tags.Dispose();

    private async Task<int> ExchangeAsync(byte opcode, DmaBuffer request, DmaBuffer reply)
    {
        PhysAddr source = THal.Share(request, DriverToDevice);
        try
        {
            PhysAddr target = THal.Share(reply, DeviceToDriver);
            try
            {
                return await _queue.SubmitAsync(opcode, source, target).ConfigureAwait(false);
            }
            finally
            {
                THal.Unshare(target, reply, DeviceToDriver);
            }
        }
        finally
        {
            THal.Unshare(source, request, DriverToDevice);
        }
    }
}
