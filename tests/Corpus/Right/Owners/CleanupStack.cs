using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Error unwinding by a stack of cleanups that is run backwards, or given away when all went well. Each step pushes its undo right behind
// itself; a success keeps the stack for Close.
public sealed class Cleanups
{
    private readonly Stack<Action> _steps = new();

    public void Push(Action undo) => _steps.Push(undo);

    public void Run()
    {
        while (_steps.TryPop(out Action? undo))
        {
            undo();
        }
    }
}

public sealed class CameraSensor<THal>
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly PowerDomain _power;
    private readonly InterruptLine _line;
    private Cleanups? _opened;

    public CameraSensor(Device device, PowerDomain power, InterruptLine line)
    {
        _device = device;
        _power = power;
        _line = line;
    }

    public bool Open(DmaBuffer frame)
    {
        var cleanups = new Cleanups();
        bool opened = false;
        try
        {
            opened = TryOpen(frame, cleanups);
        }
        finally
        {
            if (!opened)
            {
                cleanups.Run();
            }
        }

        _opened = opened ? cleanups : null;
        return opened;
    }

    public void Close()
    {
        _opened?.Run();
        _opened = null;
    }

    private bool TryOpen(DmaBuffer frame, Cleanups cleanups)
    {
        if (_power.Enable() != 0)
        {
            return false;
        }

        cleanups.Push(_power.Disable);
        PhysAddr address = THal.Share(frame, BufferDirection.DeviceToDriver);
        cleanups.Push(() => THal.Unshare(address, frame, BufferDirection.DeviceToDriver));
        if (!_line.TryAttach(_device.Kick))
        {
            return false;
        }

        cleanups.Push(_line.Detach);
        cleanups.Push(_device.Reset);
        _device.Program(address, frame.Length);
        return _device.Wait(100);
    }
}
