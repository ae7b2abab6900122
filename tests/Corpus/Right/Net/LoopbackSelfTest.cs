using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A self-test: sends one frame and wants it back, for a list of lengths.</summary>
public static class LoopbackTest
{
    public static int Run<THal>(Ring transmit, Ring receive, ReadOnlySpan<int> lengths)
        where THal : struct, IHal
    {
        using var sent = new PinnedBuffer(2048);
        using var got = new PinnedBuffer(2048);
        int failures = 0;
        foreach (int length in lengths)
        {
            if (length is <= 0 or > 2048)
            {
                continue;
            }

            Span<byte> pattern = sent.Buffer.AsSpan();
            for (int i = 0; i < length; i++)
            {
                pattern[i] = (byte)(i ^ length);
            }

            if (!Exchange<THal>(transmit, receive, sent.Buffer.Slice(0, length), got.Buffer.Slice(0, length)))
            {
                failures++;
                continue;
            }

            if (!got.Buffer.AsReadOnlySpan()[..length].SequenceEqual(sent.Buffer.AsReadOnlySpan()[..length]))
            {
                failures++;
            }
        }

        return failures;
    }

    private static bool Exchange<THal>(Ring transmit, Ring receive, DmaBuffer outgoing, DmaBuffer incoming)
        where THal : struct, IHal
    {
        using var to = new SharedScope<THal>(outgoing, BufferDirection.DriverToDevice);
        using var from = new SharedScope<THal>(incoming, BufferDirection.DeviceToDriver);
        bool ok = false;
        if (receive.TryPost(from.Paddr, incoming.Length, out int rx) && transmit.TryPost(to.Paddr, outgoing.Length, out _))
        {
            transmit.Doorbell();
            Deadline deadline = Deadline.In(50);
            do
            {
                ok = receive.IsDone(rx);
            }
            while (!ok && !deadline.Expired);
        }

        if (!ok)
        {
            receive.Stop();
            transmit.Stop();
        }

        return ok;
    }
}
