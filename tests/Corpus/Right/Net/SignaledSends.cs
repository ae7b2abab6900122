using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An RDMA send queue in which only the last work request of a batch asks for a completion. One completion stands for the whole batch, so
// it ends every share of the batch; what did not fit is ended at once.
public sealed class SignaledSendQueue<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    private const byte Send = 0x11;
    private const byte SendSignaled = 0x91;

    private sealed record Batch(int Signal, List<Shared<THal>> Shares);

    private readonly Queue<Batch> _batches = new();
    private int _outstanding;
    private bool _broken;

    public int Post(ReadOnlySpan<DmaBuffer> messages)
    {
        if (messages.IsEmpty || _broken || _outstanding + messages.Length > queue.Entries)
        {
            return 0;
        }

        var shares = new List<Shared<THal>>(messages.Length);
        try
        {
            foreach (DmaBuffer message in messages)
            {
                shares.Add(new Shared<THal>(message, DriverToDevice));
            }
        }
        catch (DmaException)
        {
            EndAll(shares);
            return -12;
        }

        int last = 0;
        for (int i = 0; i < shares.Count; i++)
        {
            byte opcode = i == shares.Count - 1 ? SendSignaled : Send;
            last = queue.Submit(opcode, shares[i].Paddr, default);
            if (last < 0)
            {
                // There was room, so the queue is in error. Nothing is fetched before a doorbell, and no doorbell is rung any more.
                _broken = true;
                EndAll(shares);
                return last;
            }
        }

        _outstanding += shares.Count;
        _batches.Enqueue(new Batch(last, shares));
        queue.RingDoorbell();
        return shares.Count;
    }

    public int Reap()
    {
        int finished = 0;
        while (_batches.TryPeek(out Batch? oldest) && queue.IsDone(oldest.Signal))
        {
            _batches.Dequeue();
            _outstanding -= oldest.Shares.Count;
            EndAll(oldest.Shares);
            finished++;
        }

        return finished;
    }

    private static void EndAll(List<Shared<THal>> shares)
    {
        foreach (Shared<THal> share in shares)
        {
            share.Unshare();
        }

        shares.Clear();
    }
}
