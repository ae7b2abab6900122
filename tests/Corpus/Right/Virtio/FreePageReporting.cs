using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Reports free memory in batches; the batch is the host's until it has answered.</summary>
public sealed unsafe class BalloonReport<THal>(Queue queue, VirtioTransport transport) : IDisposable
    where THal : struct, IHal
{
    private const int Batch = 256;

    private readonly PinnedBuffer _pfns = new(Batch * sizeof(uint));

    public int Inflate(IEnumerator<ulong> frames)
    {
        int total = 0;
        int count;
        do
        {
            Span<byte> bytes = _pfns.Buffer.AsSpan();
            for (count = 0; count < Batch && frames.MoveNext(); count++)
            {
                BitConverter.TryWriteBytes(bytes.Slice(count * sizeof(uint), sizeof(uint)), (uint)(frames.Current >> 12));
            }

            if (count == 0 || !Tell(count))
            {
                break;
            }

            total += count;
        }
        while (count == Batch);

        return total;
    }

    private bool Tell(int count)
    {
        DmaBuffer list = _pfns.Buffer.Slice(0, count * sizeof(uint));
        PhysAddr address = THal.Share(list, DriverToDevice);
        if (!queue.TryAdd(address, list))
        {
            THal.Unshare(address, list, DriverToDevice);
            return false;
        }

        transport.Notify(0);
        bool answered = SpinWait.SpinUntil(() => queue.TryPop(out _, out _), 1000);
        if (!answered)
        {
            transport.Reset();
        }

        THal.Unshare(address, list, DriverToDevice);
        return answered;
    }

    public void Dispose() => _pfns.Dispose();
}
