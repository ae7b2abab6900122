using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Events of a keyboard: 64 of them in one page, each posted again when it was read.</summary>
public sealed unsafe class VirtioInput<THal> : IDisposable
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential)]
    public struct InputEvent
    {
        public ushort Type;
        public ushort Code;
        public uint Value;
    }

    private const int Events = 64;

    private readonly Ring _ring;
    private readonly Dma<THal> _events;

    public VirtioInput(Ring ring)
    {
        _ring = ring;
        _events = new Dma<THal>(HalConstants.PagesFor(Events * 8), DeviceToDriver);
        for (int i = 0; i < Events; i++)
        {
            Post(i);
        }
    }

    private void Post(int index) => _ring.Post(index, _events.PaddrAt((nuint)index * (nuint)sizeof(InputEvent)), sizeof(InputEvent));

    public IEnumerable<InputEvent> Poll()
    {
        while (_ring.TryTake(out int index, out int written))
        {
            if (written == 8 && index is >= 0 and < Events)
            {
                yield return Read(index);
            }

            Post(index & (Events - 1));
        }

        _ring.Doorbell();
    }

    private InputEvent Read(int index) => *_events.Pointer<InputEvent>((nuint)index * (nuint)sizeof(InputEvent));

    public void Dispose()
    {
        _ring.Stop();
        _events.Dispose();
    }
}
