using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A self test that sends patterns through the port's loopback and compares what comes back. Both shares of a round end before the
// comparison, and the next pattern is written when nothing is shared.
public sealed class PatternLoopback<THal>(Ring transmit, Ring receive)
    where THal : struct, IHal
{
    private static ReadOnlySpan<byte> Patterns => [0x00, 0xFF, 0xA5, 0x5A];

    public int Run(int length)
    {
        using var outgoing = new PinnedBuffer(length);
        using var incoming = new PinnedBuffer(length);
        int failures = 0;
        foreach (byte pattern in Patterns)
        {
            outgoing.Buffer.AsSpan().Fill(pattern);
            incoming.Buffer.AsSpan().Fill((byte)~pattern);
            if (!Exchange(outgoing.Buffer, incoming.Buffer))
            {
                failures++;
                continue;
            }

            if (!outgoing.Buffer.AsReadOnlySpan().SequenceEqual(incoming.Buffer.AsReadOnlySpan()))
            {
                failures++;
            }
        }

        return failures;
    }

    private bool Exchange(DmaBuffer outgoing, DmaBuffer incoming)
    {
        using var sent = new SharedScope<THal>(outgoing, DriverToDevice);
        using var expected = new SharedScope<THal>(incoming, DeviceToDriver);
        bool done = false;
        try
        {
            if (receive.TryPost(expected.Paddr, incoming.Length, out _) && transmit.TryPost(sent.Paddr, outgoing.Length, out int index))
            {
                transmit.Doorbell();
                Deadline deadline = Deadline.In(100);
                while (!done && !deadline.Expired)
                {
                    done = transmit.IsDone(index) && receive.TryTake(out _, out int written) && written == incoming.Length;
                }
            }
        }
        finally
        {
            if (!done)
            {
                transmit.Stop();
                receive.Stop();
            }
        }

        return done;
    }
}
