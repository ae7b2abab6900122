using System.Threading;
using Devices;
using Hal;

/// <summary>Interrupt and timer race for a command: a state word decides who ends the share, the other does nothing.</summary>
public sealed class RacingCommand<THal>
    where THal : struct, IHal
{
    private const int Idle = 0;
    private const int Running = 1;
    private readonly Device _device = new();
    private readonly Timer _timer;
    private DmaBuffer _data;
    private PhysAddr _at;
    private int _state;

    public RacingCommand() =>
        _timer = new Timer(static state => ((RacingCommand<THal>)state!).OnTimeout(), this, Timeout.Infinite, Timeout.Infinite);

    public bool TryStart(DmaBuffer data)
    {
        if (Interlocked.CompareExchange(ref _state, Running, Idle) != Idle)
        {
            return false;
        }

        _data = data;
        _at = THal.Share(data, BufferDirection.Both);
        _timer.Change(1000, Timeout.Infinite);
        _device.Program(_at, data.Length);
        return true;
    }

    public void OnInterrupt()
    {
        if (Interlocked.Exchange(ref _state, Idle) == Running)
        {
            THal.Unshare(_at, _data, BufferDirection.Both);
        }
    }

    private void OnTimeout()
    {
        _device.Reset();
        if (Interlocked.Exchange(ref _state, Idle) == Running)
        {
            THal.Unshare(_at, _data, BufferDirection.Both);
        }
    }
}
