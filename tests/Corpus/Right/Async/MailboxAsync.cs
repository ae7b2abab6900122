using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Commands of a mailbox one after the other, each with its pages, awaited.</summary>
public sealed class MailboxAsync<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<byte[]?> QueryAsync(uint opcode, ReadOnlyMemory<byte> input, int outputLength, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            using var request = new Dma<THal>(HalConstants.PagesFor((nuint)Math.Max(input.Length, 1)), DriverToDevice);
            using var reply = new Dma<THal>(HalConstants.PagesFor((nuint)Math.Max(outputLength, 1)), DeviceToDriver);
            input.Span.CopyTo(request.AsSpan());
            int error = await mailbox.ExecuteAsync(opcode, request.Paddr, reply.Paddr).ConfigureAwait(false);
            return error switch
            {
                0 => reply.AsSpan()[..outputLength].ToArray(),
                -2 => null,
                _ => throw new DeviceException($"opcode {opcode}: {error}"),
            };
        }
        finally
        {
            _one.Release();
        }
    }
}
