using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A driver that gives all of its DMA memory back when the machine sleeps, and makes it anew on resume. Suspend stops, ends what is in
// flight, and frees; a resume that fails half way frees what it had made.
public sealed class SleepyDriver<THal>(Device device)
    where THal : struct, IHal
{
    private Dma<THal>? _commands;
    private Dma<THal>? _events;
    private readonly List<Shared<THal>> _flying = new();

    public bool Awake => _commands is not null;

    public bool Resume()
    {
        if (Awake)
        {
            return true;
        }

        if (!Dma<THal>.TryCreate(1, DriverToDevice, out Dma<THal>? commands))
        {
            return false;
        }

        if (!Dma<THal>.TryCreate(1, DeviceToDriver, out Dma<THal>? events))
        {
            commands.Dispose();
            return false;
        }

        device.Program(commands.Paddr, HalConstants.PageSize);
        device.Program(events.Paddr, HalConstants.PageSize);
        if (!device.Wait(100))
        {
            device.Reset();
            events.Dispose();
            commands.Dispose();
            return false;
        }

        _commands = commands;
        _events = events;
        return true;
    }

    public bool Send(DmaBuffer data)
    {
        if (!Awake)
        {
            return false;
        }

        var share = new Shared<THal>(data, DriverToDevice);
        if (!device.Submit(share.Paddr, data.Length))
        {
            share.Unshare();
            return false;
        }

        _flying.Add(share);
        return true;
    }

    public void OneSent()
    {
        if (_flying.Count > 0)
        {
            Shared<THal> oldest = _flying[0];
            _flying.RemoveAt(0);
            oldest.Unshare();
        }
    }

    public void Suspend()
    {
        if (!Awake)
        {
            return;
        }

        device.Reset();
        _flying.ForEach(share => share.Unshare());
        _flying.Clear();
        _events?.Dispose();
        _events = null;
        _commands?.Dispose();
        _commands = null;
    }
}
