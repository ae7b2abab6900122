using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Writers wait by Monitor for one of four slots; the completion pulses and frees one. A slot's share is stored under the lock that the
// completion takes to end it.
public sealed class MonitoredSlots<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _disk;
    private readonly object _gate = new();
    private readonly Shared<THal>[] _slots = new Shared<THal>[4];
    private readonly bool[] _busy = new bool[4];

    public MonitoredSlots(BlockQueue disk) => _disk = disk;

    public bool Write(ulong sector, DmaBuffer data)
    {
        int slot;
        lock (_gate)
        {
            while ((slot = Array.IndexOf(_busy, false)) < 0)
            {
                Monitor.Wait(_gate);
            }

            _slots[slot] = new Shared<THal>(data, BufferDirection.DriverToDevice);
            _busy[slot] = true;
        }

        if (_disk.TryStart(sector, _slots[slot].Paddr, data.Length, _ => Release(slot)))
        {
            return true;
        }

        Release(slot);
        return false;
    }

    public void WaitIdle()
    {
        lock (_gate)
        {
            while (Array.IndexOf(_busy, true) >= 0)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    private void Release(int slot)
    {
        lock (_gate)
        {
            _slots[slot].Unshare();
            _slots[slot] = default;
            _busy[slot] = false;
            Monitor.PulseAll(_gate);
        }
    }
}
