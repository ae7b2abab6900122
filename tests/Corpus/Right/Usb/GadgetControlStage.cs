using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The control endpoint of a USB gadget: a setup packet decides whether data goes in, out, or not at all. The stage is a small state
// machine; only the data states hold a share, and every way out of them ends it.
public sealed class ControlStage<THal>(Device endpoint)
    where THal : struct, IHal
{
    private enum Stage
    {
        Idle,
        DataIn,
        DataOut,
        Status,
    }

    private Stage _stage;
    private Shared<THal> _data;

    public void Setup(byte requestType, DmaBuffer data)
    {
        if (_stage is Stage.DataIn or Stage.DataOut)
        {
            endpoint.Reset();
            EndData();
        }

        if (data.IsEmpty)
        {
            EnterStatus();
            return;
        }

        bool toHost = (requestType & 0x80) != 0;
        _data = new Shared<THal>(data, toHost ? DriverToDevice : DeviceToDriver);
        _stage = toHost ? Stage.DataIn : Stage.DataOut;
        if (!endpoint.Submit(_data.Paddr, data.Length))
        {
            EndData();
            Stall();
        }
    }

    public void Interrupt()
    {
        switch (_stage)
        {
            case Stage.DataIn:
            case Stage.DataOut:
                EndData();
                EnterStatus();
                break;
            case Stage.Status:
                _stage = Stage.Idle;
                break;
            case Stage.Idle:
            default:
                break;
        }
    }

    public void Disconnect()
    {
        endpoint.Reset();
        if (_stage is Stage.DataIn or Stage.DataOut)
        {
            EndData();
        }

        _stage = Stage.Idle;
    }

    private void EndData()
    {
        _data.Unshare();
        _data = default;
        _stage = Stage.Idle;
    }

    private void EnterStatus()
    {
        _stage = Stage.Status;
        endpoint.Kick();
    }

    private void Stall() => endpoint.WriteRegister(0, 1);
}
