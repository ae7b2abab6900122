using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Events of an input device: 32 slots of 8 bytes in one page, each posted again once read.</summary>
public sealed unsafe class InputEvents<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Slots = 32;

    public readonly record struct Event(ushort Type, ushort Code, uint Value);

    private readonly Dma<THal> _events = new(1, BufferDirection.DeviceToDriver);
    private readonly Ring _ring;

    public InputEvents(Ring ring)
    {
        _ring = ring;
        for (int i = 0; i < Slots; i++)
        {
            _ring.Post(i, _events.PaddrAt((nuint)(i * sizeof(ulong))), sizeof(ulong));
        }

        _ring.Doorbell();
    }

    public IEnumerable<Event> Drain()
    {
        while (_ring.TryTake(out int index, out int written))
        {
            if ((uint)index >= Slots)
            {
                throw new DeviceException($"The device used slot {index}, of {Slots}.");
            }

            ulong raw = Load(index);
            _ring.Post(index, _events.PaddrAt((nuint)(index * sizeof(ulong))), sizeof(ulong));
            if (written == sizeof(ulong))
            {
                yield return Decode(raw);
            }
        }
    }

    private ulong Load(int index) => Volatile.Read(ref *_events.Pointer<ulong>((nuint)(index * sizeof(ulong))));

    private static Event Decode(ulong raw) => new((ushort)raw, (ushort)(raw >> 16), (uint)(raw >> 32));

    public void Dispose()
    {
        _ring.Stop();
        _events.Dispose();
    }
}
