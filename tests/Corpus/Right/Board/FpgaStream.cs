using System;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Streams samples from an FPGA: two halves of one region, the logic fills one while the driver reads the other.</summary>
public sealed class FpgaStream<THal> : IAsyncDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly Dma<THal> _region;
    private readonly Channel<byte[]> _blocks = Channel.CreateBounded<byte[]>(8);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _pump;

    public FpgaStream(Device device, nuint pagesOfHalf)
    {
        _device = device;
        _region = new Dma<THal>(pagesOfHalf * 2, DeviceToDriver);
        _device.Program(_region.Paddr, (int)_region.Length);
        _pump = PumpAsync(_stop.Token);
    }

    public ChannelReader<byte[]> Blocks => _blocks.Reader;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _pump;
        }
        catch (OperationCanceledException)
        {
        }

        _device.Reset();
        _region.Dispose();
        _stop.Dispose();
    }

    private async Task PumpAsync(CancellationToken stop)
    {
        int half = 0;
        _device.Kick();
        while (await _device.DoneAsync(stop))
        {
            await _blocks.Writer.WriteAsync(Take(half), stop);
            half ^= 1;
        }

        _blocks.Writer.Complete();
    }

    private byte[] Take(int half)
    {
        nuint length = _region.Length / 2;
        return _region.Slice((nuint)half * length, (int)length).AsReadOnlySpan().ToArray();
    }
}
