using Devices;
using Hal;

namespace Drivers;

/// <summary>Requests are objects of a pool; their state says what they hold, and the properties say it for the helpers.</summary>
public sealed class PooledRequest<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    private enum State
    {
        Idle,
        InFlight,
        Done,
    }

    private State _state;
    private DmaBuffer _bytes;
    private bool _write;
    private ulong _low;
    private ulong _high;

    private PhysAddr Address
    {
        get
        {
            if (_state == State.Idle)
            {
                return default;
            }

            return new PhysAddr((_high << 32) | _low);
        }
    }

    private BufferDirection Direction
    {
        get
        {
            if (_write)
            {
                return BufferDirection.DriverToDevice;
            }

            return BufferDirection.DeviceToDriver;
        }
    }

    public bool Start(ulong sector, DmaBuffer bytes, bool write)
    {
        if (_state != State.Idle)
        {
            return false;
        }

        _bytes = bytes;
        _write = write;
        ulong address = THal.Share(bytes, Direction).Value;
        _low = address & 0xFFFF_FFFF;
        _high = address >> 32;
        _state = State.InFlight;
        if (queue.TryStart(sector, Address, bytes.Length, _ => _state = State.Done))
        {
            return true;
        }

        Release();
        return false;
    }

    public bool TryFinish()
    {
        if (_state != State.Done)
        {
            return false;
        }

        Release();
        return true;
    }

    private void Release()
    {
        THal.Unshare(Address, _bytes, Direction);
        _state = State.Idle;
    }
}
