using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A state machine that keeps what it holds in its state: each state is a type, and leaving one ends what it held.
public abstract record State<THal>
    where THal : struct, IHal
{
    private State()
    {
    }

    public sealed record Idle : State<THal>;

    public sealed record Sending(PhysAddr Paddr, DmaBuffer Buffer) : State<THal>;

    public sealed record Failed(int Error) : State<THal>;
}

public sealed class CompilerOfStates<THal>(Device device)
    where THal : struct, IHal
{
    private State<THal> _state = new State<THal>.Idle();

    public void Send(DmaBuffer buffer) => _state = _state switch
    {
        State<THal>.Idle or State<THal>.Failed => Start(buffer),
        var busy => busy,
    };

    public void OnInterrupt() => _state = (_state, device.Status) switch
    {
        (State<THal>.Sending sending, 0) => End(sending, new State<THal>.Idle()),
        (State<THal>.Sending sending, var error) => End(sending, new State<THal>.Failed(error)),
        var (other, _) => other,
    };

    private State<THal> Start(DmaBuffer buffer)
    {
        var sending = new State<THal>.Sending(THal.Share(buffer, DriverToDevice), buffer);
        if (device.Submit(sending.Paddr, buffer.Length))
        {
            return sending;
        }

        return End(sending, new State<THal>.Failed(-11));
    }

    private static State<THal> End(State<THal>.Sending sending, State<THal> next)
    {
        THal.Unshare(sending.Paddr, sending.Buffer, DriverToDevice);
        return next;
    }
}
