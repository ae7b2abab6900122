using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A reader as a state machine: what is held follows from the state.</summary>
public sealed class StatefulReader<THal>(Device device, DmaBuffer header, DmaBuffer body)
    where THal : struct, IHal
{
    private enum State
    {
        Idle,
        ReadingHeader,
        ReadingBody,
        Failed,
    }

    private State _state = State.Idle;
    private PhysAddr _at;

    public bool IsIdle => _state is State.Idle;

    public void Start()
    {
        if (_state is not (State.Idle or State.Failed))
        {
            throw new InvalidOperationException(_state.ToString());
        }

        _at = THal.Share(header, DeviceToDriver);
        _state = State.ReadingHeader;
        device.Program(_at, header.Length);
        device.Kick();
    }

    public int? OnInterrupt()
    {
        switch (_state)
        {
            case State.ReadingHeader:
                THal.Unshare(_at, header, DeviceToDriver);
                _state = State.Failed;
                if (header[0] != 0x5A)
                {
                    return null;
                }

                _at = THal.Share(body, DeviceToDriver);
                _state = State.ReadingBody;
                device.Program(_at, body.Length);
                device.Kick();
                return null;

            case State.ReadingBody:
                THal.Unshare(_at, body, DeviceToDriver);
                _state = State.Idle;
                return body[0];

            default:
                return null;
        }
    }

    public void Cancel()
    {
        device.Reset();
        if (_state == State.ReadingHeader)
        {
            THal.Unshare(_at, header, DeviceToDriver);
        }
        else if (_state == State.ReadingBody)
        {
            THal.Unshare(_at, body, DeviceToDriver);
        }

        _state = State.Idle;
    }
}
