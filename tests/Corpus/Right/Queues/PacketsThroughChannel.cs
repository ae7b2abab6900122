using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Packets are shared by the producer and ended by the consumer, in between they travel in a channel.</summary>
public sealed class ChannelPipeline<THal>(NetPort port)
    where THal : struct, IHal
{
    private readonly record struct Item(Packet Packet, Shared<THal> Shared);

    private readonly Channel<Item> _sent = Channel.CreateBounded<Item>(new BoundedChannelOptions(64) { SingleReader = true });

    public async Task ProduceAsync(IAsyncEnumerable<Packet> packets, CancellationToken cancellation)
    {
        await foreach (Packet packet in packets.WithCancellation(cancellation))
        {
            var shared = new Shared<THal>(packet.Buffer, DriverToDevice);
            if (!port.Transmit(shared.Paddr, packet.Length))
            {
                shared.Unshare();
                packet.Free();
                continue;
            }

            await _sent.Writer.WriteAsync(new Item(packet, shared), CancellationToken.None);
        }

        _sent.Writer.Complete();
    }

    public async Task ReapAsync()
    {
        int credit = 0;
        await foreach (Item item in _sent.Reader.ReadAllAsync())
        {
            while (credit == 0)
            {
                credit = port.ReapTransmitted();
                if (credit == 0)
                {
                    await Task.Delay(1);
                }
            }

            credit--;
            item.Shared.Unshare();
            item.Packet.Free();
        }
    }
}
