using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// How far the start came is kept as flags, and one method takes back what the flags say.
public sealed class ErrnoLadderWithFlags<THal>(Device device, InterruptLine irq, PowerDomain power)
    where THal : struct, IHal
{
    [Flags]
    private enum Did
    {
        Nothing = 0,
        Power = 1,
        Ring = 2,
        Shared = 4,
        Irq = 8,
    }

    private Did _did;
    private Dma<THal>? _ring;
    private PhysAddr _context;
    private DmaBuffer _contextBuffer;

    public int Start(DmaBuffer context)
    {
        int error = StartSteps(context);
        if (error != 0)
        {
            Stop();
        }

        return error;
    }

    public void Stop()
    {
        if (_did.HasFlag(Did.Irq))
        {
            irq.Detach();
        }

        if ((_did & Did.Shared) != 0)
        {
            device.Reset();
            THal.Unshare(_context, _contextBuffer, Both);
        }

        if ((_did & Did.Ring) == Did.Ring)
        {
            _ring!.Dispose();
        }

        if ((_did & Did.Power) != Did.Nothing)
        {
            power.Disable();
        }

        _did = Did.Nothing;
    }

    private int StartSteps(DmaBuffer context)
    {
        int error = power.Enable();
        if (error != 0)
        {
            return error;
        }

        _did |= Did.Power;
        if (!Dma<THal>.TryCreate(1, Both, out _ring))
        {
            return -12;
        }

        _did |= Did.Ring;
        _context = THal.Share(_contextBuffer = context, Both);
        _did |= Did.Shared;
        if (!irq.TryAttach(device.Kick))
        {
            return -16;
        }

        _did |= Did.Irq;
        return device.Submit(_context) ? 0 : -5;
    }
}
