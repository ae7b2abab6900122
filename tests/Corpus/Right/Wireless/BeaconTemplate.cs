using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Beacon templates of an access point: the radio sends the current one until it is told of another. The template that is on the air
// keeps its share; the one before it ends after the radio has switched.
public sealed class BeaconTemplates<THal>(Device radio)
    where THal : struct, IHal
{
    private sealed class Template(PinnedBuffer memory, PhysAddr address)
    {
        public PinnedBuffer Memory { get; } = memory;

        public PhysAddr Address { get; } = address;
    }

    private Template? _current;

    public bool Update(ReadOnlySpan<byte> beacon)
    {
        Template next = Prepare(beacon);
        if (radio.Start(next.Address, beacon.Length) != 0 || !radio.Wait(20))
        {
            // Nobody knows which one it took, so the radio stops before either of them goes.
            radio.Reset();
            Release(next);
            Stop();
            return false;
        }

        Template? previous = _current;
        _current = next;
        if (previous is not null)
        {
            Release(previous);
        }

        return true;
    }

    public void Stop()
    {
        if (_current is { } template)
        {
            radio.Reset();
            _current = null;
            Release(template);
        }
    }

    private static Template Prepare(ReadOnlySpan<byte> beacon)
    {
        var memory = new PinnedBuffer(beacon.Length);
        try
        {
            beacon.CopyTo(memory.Buffer.AsSpan());
            return new Template(memory, THal.Share(memory.Buffer, DriverToDevice));
        }
        catch (DmaException)
        {
            memory.Dispose();
            throw;
        }
    }

    private static void Release(Template template)
    {
        THal.Unshare(template.Address, template.Memory.Buffer, DriverToDevice);
        template.Memory.Dispose();
    }
}
