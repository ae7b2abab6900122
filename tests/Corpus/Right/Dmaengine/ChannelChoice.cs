using System;
using System.Diagnostics.CodeAnalysis;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A client that tries several DMA channels until one takes the transfer. The shares are made once, whichever channel takes them; when
// none does they are ended.
internal sealed class ChannelChoice<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine[] _channels;

    public ChannelChoice(params DmaEngine[] channels) => _channels = channels;

    public bool Copy(DmaBuffer source, DmaBuffer target)
    {
        var from = new SharedScope<THal>(source, DriverToDevice);
        try
        {
            var to = new SharedScope<THal>(target, DeviceToDriver);
            try
            {
                return TrySubmit(from.Paddr, to.Paddr, Math.Min(source.Length, target.Length), out DmaEngine? channel, out int cookie)
                    && Finish(channel, cookie);
            }
            finally
            {
                to.Dispose();
            }
        }
        finally
        {
            from.Dispose();
        }
    }

    private static bool Finish(DmaEngine channel, int cookie)
    {
        if (channel.WaitFor(cookie, 500))
        {
            return true;
        }

        channel.Terminate();
        return false;
    }

    private bool TrySubmit(PhysAddr from, PhysAddr to, int length, [NotNullWhen(true)] out DmaEngine? channel, out int cookie)
    {
        foreach (DmaEngine candidate in _channels)
        {
            cookie = candidate.Submit(from, to, length);
            if (cookie >= 0)
            {
                channel = candidate;
                return true;
            }
        }

        channel = null;
        cookie = -1;
        return false;
    }
}
