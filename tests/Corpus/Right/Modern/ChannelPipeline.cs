using System.Collections.Generic;
using System.Threading.Channels;
using System.Threading.Tasks;
using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A producer shares and posts, a consumer waits and ends the shares; the channel owns what is between.
public sealed class ChannelPipeline<THal>(Device device)
    where THal : struct, IHal
{
    private readonly Channel<Shared<THal>> _inFlight = Channel.CreateBounded<Shared<THal>>(32);

    public async Task ProduceAsync(IEnumerable<DmaBuffer> buffers, CancellationToken cancellation)
    {
        foreach (DmaBuffer buffer in buffers)
        {
            var shared = new Shared<THal>(buffer, DriverToDevice);
            if (!device.Submit(shared.Paddr, buffer.Length))
            {
                shared.Unshare();
                continue;
            }

            try
            {
                await _inFlight.Writer.WriteAsync(shared, cancellation);
            }
            catch (OperationCanceledException)
            {
                device.Reset();
                shared.Unshare();
                throw;
            }
        }

        _inFlight.Writer.Complete();
    }

    public async Task ConsumeAsync()
    {
        await foreach (Shared<THal> shared in _inFlight.Reader.ReadAllAsync())
        {
            await device.DoneAsync();
            shared.Unshare();
        }
    }
}
