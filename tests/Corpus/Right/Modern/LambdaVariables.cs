using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The callback in a variable, a method group, a static lambda with state; each has the duty when the queue takes it.
public sealed class LambdaVariables<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    private int _last;

    public void ByVariable(ulong sector, DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
        Action<int> done = status =>
        {
            THal.Unshare(paddr, buffer, DeviceToDriver);
            _last = status;
        };
        if (!queue.TryStart(sector, paddr, buffer.Length, done))
        {
            done(-11);
        }
    }

    public void ByLocalFunction(ulong sector, DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
        if (!queue.TryStart(sector, paddr, buffer.Length, Done))
        {
            Done(-11);
        }

        void Done(int status)
        {
            THal.Unshare(paddr, buffer, DeviceToDriver);
            _last = status;
        }
    }

    public void ByComposition(ulong sector, DmaBuffer buffer, Action<int> next)
    {
        var share = new Shared<THal>(buffer, DeviceToDriver);
        Action<int> done = _ => share.Unshare();
        done += next;
        try
        {
            queue.Start(sector, share.Paddr, buffer.Length, done);
        }
        catch (DeviceException)
        {
            share.Unshare();
            throw;
        }
    }

    public Action<int> Deferred(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
        return status =>
        {
            if (status < 0)
            {
                queue.Drain();
            }

            THal.Unshare(paddr, buffer, DeviceToDriver);
        };
    }
}
