using System;
using Devices;
using Hal;

public sealed class StateMachine<THal>(Mailbox mailbox, DmaBuffer command, DmaBuffer answer) where THal : struct, IHal
{
    private enum State
    {
        Idle,
        Sent,
        Answering,
        Failed,
    }

    private State _state;
    private PhysAddr _command;
    private PhysAddr _answer;

    public bool Step()
    {
        switch (_state)
        {
            case State.Idle:
                _command = THal.Share(command, BufferDirection.DriverToDevice);
                if (!mailbox.TryPost(1, _command))
                {
                    goto case State.Failed;
                }

                _state = State.Sent;
                return false;
            case State.Sent when mailbox.WaitReply(0):
                THal.Unshare(_command, command, BufferDirection.DriverToDevice);
                _answer = THal.Share(answer, BufferDirection.DeviceToDriver);
                _state = State.Answering;
                return false;
            case State.Answering when mailbox.WaitReply(0):
                THal.Unshare(_answer, answer, BufferDirection.DeviceToDriver);
                _state = State.Idle;
                return true;
            case State.Failed:
                THal.Unshare(_command, command, BufferDirection.DriverToDevice);
                _state = State.Idle;
                throw new DeviceException("no room in the mailbox");
            default:
                return false;
        }
    }
}
