using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A management controller wants a heartbeat with a payload; a timer sends it, a lock keeps it single. The timer's callback catches what
// a share may throw, and ends what it made in every other case.
public sealed class ManagementHeartbeat<THal> : IDisposable
    where THal : struct, IHal
{
    private const uint Heartbeat = 0x0C;
    private readonly Mailbox _controller;
    private readonly PinnedBuffer _payload = new(16);
    private readonly object _gate = new();
    private readonly Timer _timer;
    private int _missed;
    private bool _closed;

    public ManagementHeartbeat(Mailbox controller, int milliseconds)
    {
        _controller = controller;
        _timer = new Timer(_ => Beat(), null, milliseconds, milliseconds);
    }

    public int Missed => Volatile.Read(ref _missed);

    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            if (!_closed)
            {
                _closed = true;
                _payload.Dispose();
            }
        }
    }

    private void Beat()
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            DmaBuffer payload = _payload.Buffer;
            payload[0]++;
            try
            {
                using var shared = new SharedScope<THal>(payload, BufferDirection.DriverToDevice);
                if (_controller.Execute(Heartbeat, shared.Paddr) != 0)
                {
                    _missed++;
                }
            }
            catch (DmaException)
            {
                _missed++;
            }
        }
    }
}
