using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A transfer as a state machine that is stepped by interrupts.</summary>
public sealed class SwitchStates<THal>(Device device)
    where THal : struct, IHal
{
    private enum State
    {
        Idle,
        Command,
        Data,
        Failed,
    }

    private readonly PinnedBuffer _command = new(64);
    private State _state;
    private PhysAddr _commandAddress;
    private PhysAddr _dataAddress;
    private DmaBuffer _data;

    public bool Begin(ReadOnlySpan<byte> command, DmaBuffer data)
    {
        if (_state != State.Idle)
        {
            return false;
        }

        command.CopyTo(_command.Buffer.AsSpan());
        _data = data;
        _commandAddress = THal.Share(_command.Buffer, DriverToDevice);
        device.Program(_commandAddress, command.Length);
        device.Kick();
        _state = State.Command;
        return true;
    }

    public void OnInterrupt()
    {
        _state = (_state, device.Status) switch
        {
            (State.Command, 0) => StartData(),
            (State.Command, _) => FailCommand(),
            (State.Data, 0) => EndData(State.Idle),
            (State.Data, _) => EndData(State.Failed),
            var (state, _) => state,
        };
    }

    private State StartData()
    {
        THal.Unshare(_commandAddress, _command.Buffer, DriverToDevice);
        _dataAddress = THal.Share(_data, DeviceToDriver);
        device.Program(_dataAddress, _data.Length);
        device.Kick();
        return State.Data;
    }

    private State FailCommand()
    {
        device.Reset();
        THal.Unshare(_commandAddress, _command.Buffer, DriverToDevice);
        return State.Failed;
    }

    private State EndData(State next)
    {
        if (next == State.Failed)
        {
            device.Reset();
        }

        THal.Unshare(_dataAddress, _data, DeviceToDriver);
        return next;
    }
}
