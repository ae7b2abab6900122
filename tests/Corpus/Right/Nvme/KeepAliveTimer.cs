using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A fabric's keep-alive: a command at each tick, answered in a small page that the host checks. While a command is outstanding the tick
// sends no second one; a missing answer tears down and then frees.
public sealed unsafe class KeepAlive<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly NvmeQueue _admin;
    private readonly Device _fabric;
    private readonly Dma<THal> _answer = new(1, DeviceToDriver);
    private int _outstanding = -1;
    private int _missed;

    public KeepAlive(NvmeQueue admin, Device fabric)
    {
        _admin = admin;
        _fabric = fabric;
    }

    public bool Alive { get; private set; } = true;

    public uint Generation => Volatile.Read(ref *_answer.Pointer<uint>(0));

    public void Tick()
    {
        if (!Alive)
        {
            return;
        }

        if (_outstanding >= 0)
        {
            if (!_admin.IsDone(_outstanding))
            {
                if (++_missed == 3)
                {
                    GiveUp();
                }

                return;
            }

            _outstanding = -1;
            _missed = 0;
        }

        int command = _admin.Submit(0x18, _answer.Paddr, default);
        if (command >= 0)
        {
            _outstanding = command;
            _admin.RingDoorbell();
        }
    }

    public void Dispose()
    {
        if (_outstanding >= 0)
        {
            GiveUp();
        }

        _answer.Dispose();
    }

    private void GiveUp()
    {
        Alive = false;
        _outstanding = -1;
        _fabric.Reset();
    }
}
