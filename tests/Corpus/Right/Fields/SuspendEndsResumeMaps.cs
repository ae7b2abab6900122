using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Lets go of all mappings for suspend and makes them again on resume; the buffers stay.</summary>
public sealed class SuspendableReceiver<THal>(Ring ring, DmaBuffer[] buffers)
    where THal : struct, IHal
{
    private readonly PhysAddr[] _mapped = new PhysAddr[buffers.Length];
    private bool _awake;

    public void Resume()
    {
        if (_awake)
        {
            return;
        }

        for (int i = 0; i < buffers.Length; i++)
        {
            _mapped[i] = THal.Share(buffers[i], DeviceToDriver);
            ring.Post(i, _mapped[i], buffers[i].Length);
        }

        _awake = true;
        ring.Doorbell();
    }

    public void Suspend()
    {
        if (!_awake)
        {
            return;
        }

        ring.Stop();
        for (int i = buffers.Length; i-- > 0;)
        {
            if (_mapped[i] != default)
            {
                THal.Unshare(_mapped[i], buffers[i], DeviceToDriver);
                _mapped[i] = default;
            }
        }

        _awake = false;
    }

    public int Poll(Action<DmaBuffer, int> received)
    {
        int count = 0;
        while (_awake && ring.TryTake(out int index, out int written))
        {
            if ((uint)index >= (uint)buffers.Length)
            {
                throw new DeviceException($"entry {index} is none of ours");
            }

            THal.Unshare(_mapped[index], buffers[index], DeviceToDriver);
            _mapped[index] = default;
            try
            {
                received(buffers[index], Math.Min(written, buffers[index].Length));
            }
            finally
            {
                _mapped[index] = THal.Share(buffers[index], DeviceToDriver);
                ring.Post(index, _mapped[index], buffers[index].Length);
            }

            count++;
        }

        return count;
    }
}
