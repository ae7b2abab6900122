using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like io_uring's registered buffers: constant memory is mapped once, used by many writes, and unregistered at the end. A buffer stays
// shared while requests use it; unregistering waits for the count of users to be zero.
public sealed class RegisteredBuffer<THal>
    where THal : struct, IHal
{
    private readonly DmaBuffer _memory;
    private readonly PhysAddr _address;
    private readonly object _lock = new();
    private int _users;
    private bool _closed;

    public RegisteredBuffer(DmaBuffer memory)
    {
        _memory = memory;
        _address = THal.Share(memory, BufferDirection.DriverToDevice);
    }

    public bool TryWrite(BlockQueue disk, ulong sector, int offset, int length)
    {
        if (offset < 0 || length <= 0 || offset > _memory.Length - length)
        {
            throw new ArgumentOutOfRangeException(nameof(offset));
        }

        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            _users++;
        }

        if (disk.TryStart(sector, _address + offset, length, _ => Leave()))
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Unregister()
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            while (_users > 0)
            {
                Monitor.Wait(_lock);
            }
        }

        THal.Unshare(_address, _memory, BufferDirection.DriverToDevice);
    }

    private void Leave()
    {
        lock (_lock)
        {
            _users--;
            Monitor.PulseAll(_lock);
        }
    }
}
