using System;
using System.Buffers.Binary;
using System.Threading;
using System.Threading.Tasks;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A TPM behind a command response buffer: one page for command and response, one command at a time.</summary>
public sealed class TpmCrb<THal>(MmioRegion control) : IDisposable
    where THal : struct, IHal
{
    private const nuint Request = 0x40, Cancel = 0x48, Start = 0x4C, CommandSize = 0x58, CommandAddress = 0x5C, ResponseAddress = 0x68;
    private const int ResponseOffset = 2048;

    private readonly Dma<THal> _page = new(1, Both);
    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<byte[]> TransmitAsync(ReadOnlyMemory<byte> command, CancellationToken cancellation)
    {
        if (command.Length > ResponseOffset)
        {
            throw new ArgumentException("the command is longer than the buffer", nameof(command));
        }

        await _one.WaitAsync(cancellation);
        try
        {
            Begin(command.Span);
            while (control.Read32(Start) != 0)
            {
                if (cancellation.IsCancellationRequested)
                {
                    control.Write32(Cancel, 1);
                    await UntilStoppedAsync();
                    control.Write32(Cancel, 0);
                    cancellation.ThrowIfCancellationRequested();
                }

                await Task.Delay(1, CancellationToken.None);
            }

            return Response();
        }
        finally
        {
            control.Write32(Request, 2);
            _one.Release();
        }
    }

    public void Dispose()
    {
        _page.Dispose();
        _one.Dispose();
    }

    private void Begin(ReadOnlySpan<byte> command)
    {
        control.Write32(Request, 1);
        command.CopyTo(_page.AsSpan());
        control.Write64(CommandAddress, _page.Paddr.Value);
        control.Write64(ResponseAddress, _page.PaddrAt(ResponseOffset).Value);
        control.Write32(CommandSize, (uint)command.Length);
        control.Write32(Start, 1);
    }

    private async Task UntilStoppedAsync()
    {
        while (control.Read32(Start) != 0)
        {
            await Task.Delay(1);
        }
    }

    private byte[] Response()
    {
        ReadOnlySpan<byte> response = _page.AsSpan()[ResponseOffset..];
        int length = (int)Math.Clamp(BinaryPrimitives.ReadUInt32BigEndian(response[2..]), 10u, (uint)response.Length);
        return response[..length].ToArray();
    }
}
