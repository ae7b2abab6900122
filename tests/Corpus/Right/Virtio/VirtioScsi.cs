using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A SCSI command: the command block and the sense lie in DMA memory, the data is shared.</summary>
public sealed unsafe class VirtioScsi<THal>(Device host, Ring ring) : IDisposable
    where THal : struct, IHal
{
    private const int RequestSize = 51;
    private const int ResponseAt = 64;
    private const int ResponseSize = 108;

    public sealed record Result(byte Status, byte[] Sense, int Residue);

    private readonly Dma<THal> _page = new(1, Both);

    public Result? Execute(ReadOnlySpan<byte> command, DmaBuffer? data, BufferDirection direction)
    {
        Span<byte> request = _page.AsSpan()[..RequestSize];
        request.Clear();
        request[0] = 1;
        command.CopyTo(request[19..]);
        _page.AsSpan().Slice(ResponseAt, ResponseSize).Clear();

        PhysAddr? mapped = null;
        if (data is { } buffer)
        {
            mapped = THal.Share(buffer, direction);
        }

        int index = 0;
        ring.Post(index++, _page.Paddr, RequestSize);
        if (mapped is { } outgoing && direction == DriverToDevice)
        {
            ring.Post(index++, outgoing, data!.Value.Length);
        }

        ring.Post(index++, _page.PaddrAt(ResponseAt), ResponseSize);
        if (mapped is { } incoming && direction != DriverToDevice)
        {
            ring.Post(index++, incoming, data!.Value.Length);
        }

        host.Kick();
        bool done = host.Wait(20_000);
        if (!done)
        {
            host.Reset();
        }

        if (mapped is { } paddr)
        {
            THal.Unshare(paddr, data!.Value, direction);
        }

        if (!done)
        {
            return null;
        }

        ReadOnlySpan<byte> response = _page.AsSpan().Slice(ResponseAt, ResponseSize);
        int senseLength = Math.Min(BitConverter.ToInt32(response), 96);
        return new Result(response[10], response.Slice(12, Math.Max(senseLength, 0)).ToArray(), BitConverter.ToInt32(response[4..]));
    }

    public void Dispose()
    {
        host.Reset();
        _page.Dispose();
    }
}
