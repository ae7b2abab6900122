using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A NIC suspends with its receive buffers shared: they are ended at suspend and shared again at resume. The state says whether the
// addresses are live; buffers stay the driver's all along.
public sealed class SleepyReceiver<THal>
    where THal : struct, IHal
{
    private enum State
    {
        Down,
        Running,
        Suspended,
    }

    private readonly Ring _ring;
    private readonly DmaBuffer[] _buffers;
    private readonly PhysAddr[] _addresses;
    private State _state = State.Down;

    public SleepyReceiver(Ring ring, DmaBuffer[] buffers)
    {
        _ring = ring;
        _buffers = buffers;
        _addresses = new PhysAddr[buffers.Length];
    }

    public bool Up() => _state == State.Down && Run();

    public bool Resume() => _state == State.Suspended && Run();

    public void Suspend()
    {
        if (_state == State.Running)
        {
            Halt();
            _state = State.Suspended;
        }
    }

    public void Down()
    {
        if (_state == State.Running)
        {
            Halt();
        }

        _state = State.Down;
    }

    private bool Run()
    {
        for (int i = 0; i < _buffers.Length; i++)
        {
            try
            {
                _addresses[i] = THal.Share(_buffers[i], DeviceToDriver);
            }
            catch (DmaException)
            {
                _ring.Stop();
                Release(i);
                return false;
            }

            _ring.Post(i, _addresses[i], _buffers[i].Length);
        }

        _ring.Doorbell();
        _state = State.Running;
        return true;
    }

    private void Halt()
    {
        _ring.Stop();
        Release(_buffers.Length);
    }

    private void Release(int count)
    {
        for (int i = 0; i < count; i++)
        {
            THal.Unshare(_addresses[i], _buffers[i], DeviceToDriver);
            _addresses[i] = default;
        }
    }
}
