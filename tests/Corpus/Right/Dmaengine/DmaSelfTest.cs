using System;
using System.Linq;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A test of a copy engine: patterns, random lengths, and a comparison at the end.</summary>
public sealed class DmaSelfTest<THal>(DmaEngine engine, int size) : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _source = new(size);
    private readonly PinnedBuffer _target = new(size);
    private readonly Random _random = new(42);

    public int Failures { get; private set; }

    public void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++)
        {
            int length = _random.Next(1, size + 1);
            int offset = _random.Next(0, size - length + 1);
            _random.NextBytes(_source.Buffer.AsSpan());
            _target.Buffer.AsSpan().Fill(0xEE);

            DmaBuffer from = _source.Buffer.Slice(offset, length);
            DmaBuffer to = _target.Buffer.Slice(offset, length);
            PhysAddr source = THal.Share(from, DriverToDevice);
            PhysAddr target;
            try
            {
                target = THal.Share(to, DeviceToDriver);
            }
            catch (DmaException e)
            {
                Log.Info($"iteration {i}: {e.Message}");
                THal.Unshare(source, from, DriverToDevice);
                Failures++;
                continue;
            }

            int cookie = engine.Submit(source, target, length);
            bool done = cookie >= 0 && engine.WaitFor(cookie, 3000);
            if (!done)
            {
                engine.Terminate();
            }

            THal.Unshare(target, to, DeviceToDriver);
            THal.Unshare(source, from, DriverToDevice);
            if (!done || !from.AsReadOnlySpan().SequenceEqual(to.AsReadOnlySpan()))
            {
                Failures++;
            }
        }
    }

    public void Dispose()
    {
        _target.Dispose();
        _source.Dispose();
    }
}
