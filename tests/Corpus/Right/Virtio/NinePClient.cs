using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>9p over a virtqueue: each request has a tag, and the reply is found by it.</summary>
public sealed class NinePClient<THal>(Queue queue, Action notify)
    where THal : struct, IHal
{
    private sealed class Exchange(DmaBuffer request, DmaBuffer reply)
    {
        public DmaBuffer RequestBuffer { get; } = request;

        public DmaBuffer ReplyBuffer { get; } = reply;

        public PhysAddr RequestAddress { get; set; }

        public PhysAddr ReplyAddress { get; set; }

        public TaskCompletionSource<int> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private readonly Dictionary<PhysAddr, Exchange> _byReply = [];

    public async Task<int> CallAsync(DmaBuffer request, DmaBuffer reply)
    {
        Exchange exchange = Begin(request, reply);
        notify();
        int length = await exchange.Completion.Task;
        return length < 7 ? -5 : BinaryPrimitives.ReadInt32LittleEndian(reply.AsReadOnlySpan());
    }

    public void OnUsed()
    {
        lock (_byReply)
        {
            while (queue.TryPop(out PhysAddr address, out _))
            {
                if (!_byReply.Remove(address, out Exchange? exchange))
                {
                    continue;
                }

                End(exchange);
                exchange.Completion.SetResult(exchange.ReplyBuffer.Length);
            }
        }
    }

    private Exchange Begin(DmaBuffer request, DmaBuffer reply)
    {
        var exchange = new Exchange(request, reply);
        lock (_byReply)
        {
            exchange.RequestAddress = THal.Share(request, DriverToDevice);
            try
            {
                exchange.ReplyAddress = THal.Share(reply, DeviceToDriver);
            }
            catch
            {
                THal.Unshare(exchange.RequestAddress, request, DriverToDevice);
                throw;
            }

            if (queue.Free < 2)
            {
                End(exchange);
                throw new DeviceException("the queue is full");
            }

            queue.Add(exchange.RequestAddress, request);
            queue.Add(exchange.ReplyAddress, reply);
            _byReply.Add(exchange.ReplyAddress, exchange);
        }

        return exchange;
    }

    private static void End(Exchange exchange)
    {
        THal.Unshare(exchange.ReplyAddress, exchange.ReplyBuffer, DeviceToDriver);
        THal.Unshare(exchange.RequestAddress, exchange.RequestBuffer, DriverToDevice);
    }
}
