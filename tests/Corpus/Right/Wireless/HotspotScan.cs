using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A scan of wireless channels: one result buffer for each channel, all outstanding at once. If a channel cannot be started the ones
// before it are stopped and ended; afterwards each is ended in its turn and then parsed.
public sealed class ChannelScan<THal>(Device radio)
    where THal : struct, IHal
{
    private const int ResultBytes = 512;

    public Dictionary<int, int> Scan(ReadOnlySpan<int> channels)
    {
        var strengths = new Dictionary<int, int>();
        if (channels.IsEmpty)
        {
            return strengths;
        }

        using var memory = new PinnedBuffer(channels.Length * ResultBytes);
        var shares = new List<Shared<THal>>(channels.Length);
        bool complete = false;
        try
        {
            for (int i = 0; i < channels.Length; i++)
            {
                var share = new Shared<THal>(memory.Buffer.Slice(i * ResultBytes, ResultBytes), DeviceToDriver);
                shares.Add(share);
                radio.WriteRegister(0x30, (ulong)channels[i]);
                if (radio.Start(share.Paddr, ResultBytes) != 0)
                {
                    return strengths;
                }
            }

            complete = radio.Wait(2000);
        }
        finally
        {
            if (!complete)
            {
                radio.Reset();
            }

            foreach (Shared<THal> share in shares)
            {
                share.Unshare();
            }
        }

        for (int i = 0; complete && i < channels.Length; i++)
        {
            strengths[channels[i]] = -memory.Buffer[i * ResultBytes];
        }

        return strengths;
    }
}
