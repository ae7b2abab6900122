using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Reads random bytes and runs health tests on them before they go into the pool. The bytes are looked at after Unshare and wiped before
// the next request shares the buffer again.
public sealed class TestedRandom<THal>(Device source) : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _bytes = new(256);
    private int _repetitions;

    public bool Healthy { get; private set; } = true;

    public int Fill(Span<byte> into)
    {
        int filled = 0;
        while (Healthy && filled < into.Length)
        {
            if (!Request())
            {
                break;
            }

            ReadOnlySpan<byte> fresh = _bytes.Buffer.AsReadOnlySpan();
            Healthy = Test(fresh);
            if (!Healthy)
            {
                break;
            }

            int take = Math.Min(fresh.Length, into.Length - filled);
            fresh[..take].CopyTo(into[filled..]);
            filled += take;
            _bytes.Buffer.AsSpan().Clear();
        }

        return filled;
    }

    public void Dispose() => _bytes.Dispose();

    private bool Request()
    {
        using SharedScope<THal> shared = new(_bytes.Buffer, DeviceToDriver);
        if (!source.Submit(shared.Paddr, shared.Buffer.Length))
        {
            return false;
        }

        if (!source.Wait(1000))
        {
            source.Reset();
            return false;
        }

        return true;
    }

    private bool Test(ReadOnlySpan<byte> bytes)
    {
        for (int i = 1; i < bytes.Length; i++)
        {
            _repetitions = bytes[i] == bytes[i - 1] ? _repetitions + 1 : 0;
            if (_repetitions > 5)
            {
                return false;
            }
        }

        return true;
    }
}
