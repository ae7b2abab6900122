using Devices;
using Hal;

/// <summary>A state machine driven by interrupts: one state shares, another ends, a third decides to start over.</summary>
public sealed class BulkMachine<THal>
    where THal : struct, IHal
{
    private enum State
    {
        Idle,
        Command,
        Data,
    }

    private readonly Device _device = new();
    private DmaBuffer _data;
    private PhysAddr _at;
    private State _state;

    public void Interrupt(DmaBuffer next)
    {
        switch (_state)
        {
            case State.Idle:
                _data = next;
                _at = THal.Share(_data, BufferDirection.DriverToDevice);
                _device.Program(_at, _data.Length);
                _state = State.Command;
                break;
            case State.Command when _device.Status == 0:
                _state = State.Data;
                break;
            case State.Command:
            case State.Data:
                THal.Unshare(_at, _data, BufferDirection.DriverToDevice);
                _state = State.Idle;
                break;
        }
    }
}
