using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An asynchronous client of a firmware: requests are sent one at a time, with request and reply in pinned memory. The semaphore keeps
// the memory to one request; both shares end in finally blocks that follow the await.
public sealed class FirmwareClient<THal> : IAsyncDisposable
    where THal : struct, IHal
{
    private readonly Mailbox _mailbox;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly PinnedBuffer _request = new(512);
    private readonly PinnedBuffer _reply = new(512);

    public FirmwareClient(Mailbox mailbox) => _mailbox = mailbox;

    public async Task<byte[]> CallAsync(uint opcode, ReadOnlyMemory<byte> input)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            Span(_request).Clear();
            input.Span.CopyTo(Span(_request));
            int error = await ExecuteAsync(opcode).ConfigureAwait(false);
            return error == 0
                ? _reply.Buffer.AsReadOnlySpan().ToArray()
                : throw new DeviceException($"The firmware answered {error} to {opcode:x}.");
        }
        finally
        {
            _turn.Release();
        }

        static Span<byte> Span(PinnedBuffer memory) => memory.Buffer.AsSpan();
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        _request.Dispose();
        _reply.Dispose();
        _turn.Dispose();
    }

    private async Task<int> ExecuteAsync(uint opcode)
    {
        PhysAddr input = THal.Share(_request.Buffer, DriverToDevice);
        try
        {
            PhysAddr output = THal.Share(_reply.Buffer, DeviceToDriver);
            try
            {
                return await _mailbox.ExecuteAsync(opcode, input, output).ConfigureAwait(false);
            }
            finally
            {
                THal.Unshare(output, _reply.Buffer, DeviceToDriver);
            }
        }
        finally
        {
            THal.Unshare(input, _request.Buffer, DriverToDevice);
        }
    }
}
