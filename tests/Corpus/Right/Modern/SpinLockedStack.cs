using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Slots from a concurrent stack, the table behind a spin lock.
public sealed class SpinLockedStack<THal>
    where THal : struct, IHal
{
    private readonly ConcurrentStack<int> _free;
    private readonly Shared<THal>[] _table;
    private SpinLock _lock = new(enableThreadOwnerTracking: false);

    public SpinLockedStack(int slots)
    {
        _table = new Shared<THal>[slots];
        _free = new ConcurrentStack<int>(Enumerable.Range(0, slots));
    }

    public bool TryStart(Device device, DmaBuffer buffer, out int slot)
    {
        if (!_free.TryPop(out slot))
        {
            return false;
        }

        Shared<THal> share;
        try
        {
            share = new Shared<THal>(buffer, Both);
        }
        catch
        {
            _free.Push(slot);
            throw;
        }

        bool taken = false;
        try
        {
            _lock.Enter(ref taken);
            _table[slot] = share;
        }
        finally
        {
            if (taken)
            {
                _lock.Exit();
            }
        }

        device.Program(share.Paddr, buffer.Length);
        return true;
    }

    public void Finish(int slot)
    {
        Shared<THal> share;
        bool taken = false;
        try
        {
            _lock.Enter(ref taken);
            share = _table[slot];
            _table[slot] = default;
        }
        finally
        {
            if (taken)
            {
                _lock.Exit();
            }
        }

        share.Unshare();
        _free.Push(slot);
    }
}
