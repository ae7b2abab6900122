using System;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Samples the impedance of a jack: a capture that ends early when the plug is pulled. Whichever task finishes first, the share ends
// after the codec is done or was reset.
public sealed class JackSense<THal>(Device codec)
    where THal : struct, IHal
{
    public enum Plug
    {
        None,
        Headphones,
        LineOut,
        Unknown,
    }

    public async Task<Plug> SenseAsync(Task unplugged)
    {
        using var samples = new PinnedBuffer(1024);
        bool captured = await CaptureAsync(samples.Buffer, unplugged).ConfigureAwait(false);
        return captured ? Classify(samples.Buffer.AsReadOnlySpan()) : Plug.None;
    }

    private async Task<bool> CaptureAsync(DmaBuffer samples, Task unplugged)
    {
        var share = new Shared<THal>(samples, DeviceToDriver);
        bool done = false;
        try
        {
            codec.Program(share.Paddr, samples.Length);
            codec.Kick();
            Task capture = codec.DoneAsync();
            done = await Task.WhenAny(capture, unplugged).ConfigureAwait(false) == capture;
            return done;
        }
        finally
        {
            if (!done)
            {
                codec.Reset();
            }

            share.Unshare();
        }
    }

    private static Plug Classify(ReadOnlySpan<byte> samples)
    {
        long sum = 0;
        foreach (byte sample in samples)
        {
            sum += sample;
        }

        return (sum / samples.Length) switch
        {
            < 4 => Plug.None,
            < 64 => Plug.Headphones,
            < 200 => Plug.LineOut,
            _ => Plug.Unknown,
        };
    }
}
