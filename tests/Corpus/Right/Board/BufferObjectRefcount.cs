using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A GPU buffer object that is mapped while somebody has it pinned: the first pin maps, the last unpin unmaps.</summary>
public sealed class BufferObject<THal>(DmaBuffer memory)
    where THal : struct, IHal
{
    private readonly Lock _gate = new();
    private PhysAddr _address;
    private int _pins;

    public PhysAddr Pin()
    {
        lock (_gate)
        {
            if (_pins == 0)
            {
                _address = THal.Share(memory, Both);
            }

            _pins++;
            return _address;
        }
    }

    public void Unpin()
    {
        lock (_gate)
        {
            if (_pins == 0)
            {
                throw new InvalidOperationException("not pinned");
            }

            if (--_pins == 0)
            {
                THal.Unshare(_address, memory, Both);
                _address = default;
            }
        }
    }
}

public sealed class Blit<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    public bool Run(BufferObject<THal> from, BufferObject<THal> to, int length)
    {
        PhysAddr source = from.Pin();
        try
        {
            PhysAddr target = to.Pin();
            try
            {
                int cookie = engine.Submit(source, target, length);
                if (cookie < 0)
                {
                    return false;
                }

                if (engine.WaitFor(cookie, 1000))
                {
                    return true;
                }

                engine.Terminate();
                return false;
            }
            finally
            {
                to.Unpin();
            }
        }
        finally
        {
            from.Unpin();
        }
    }
}
