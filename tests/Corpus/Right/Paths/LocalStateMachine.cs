using Devices;
using Hal;

/// <summary>A state machine in a local variable: one state shares, a later one ends the share, and the loop goes on in between.</summary>
public sealed class LocalMachine<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private enum State
    {
        Map,
        Start,
        Wait,
        Recover,
        Unmap,
        Done,
    }

    public int Run(DmaBuffer data)
    {
        State state = State.Map;
        PhysAddr at = default;
        int result = 0;
        int attempts = 3;
        while (state != State.Done)
        {
            switch (state)
            {
                case State.Map:
                    at = THal.Share(data, BufferDirection.Both);
                    state = State.Start;
                    break;
                case State.Start:
                    result = _device.Start(at, data.Length);
                    state = result == 0 ? State.Wait : State.Recover;
                    break;
                case State.Wait:
                    state = _device.Wait(10) ? State.Unmap : State.Recover;
                    break;
                case State.Recover:
                    _device.Reset();
                    state = --attempts > 0 ? State.Start : State.Unmap;
                    break;
                case State.Unmap:
                    THal.Unshare(at, data, BufferDirection.Both);
                    state = State.Done;
                    break;
            }
        }

        return result;
    }
}
