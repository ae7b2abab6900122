using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An offload client with many copies in flight, found again by their cookies. Poll ends the shares of what is complete, TerminateAll
// stops the engine and ends the rest.
internal sealed class CookieTable<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine;
    private readonly SortedDictionary<int, (Shared<THal> From, Shared<THal> To)> _running = [];

    public CookieTable(DmaEngine engine) => _engine = engine;

    public int Running => _running.Count;

    public int Start(DmaBuffer source, DmaBuffer target)
    {
        Shared<THal> from = new(source, DriverToDevice);
        Shared<THal> to = default;
        int cookie;
        try
        {
            to = new Shared<THal>(target, DeviceToDriver);
            cookie = _engine.Submit(from.Paddr, to.Paddr, source.Length);
        }
        catch
        {
            to.Unshare();
            from.Unshare();
            throw;
        }

        if (cookie < 0)
        {
            to.Unshare();
            from.Unshare();
            return cookie;
        }

        _running.Add(cookie, (from, to));
        return cookie;
    }

    public int Poll()
    {
        var complete = new List<int>();
        foreach (int cookie in _running.Keys)
        {
            if (_engine.IsComplete(cookie))
            {
                complete.Add(cookie);
            }
        }

        foreach (int cookie in complete)
        {
            End(cookie);
        }

        return complete.Count;
    }

    public void TerminateAll()
    {
        _engine.Terminate();
        foreach (int cookie in new List<int>(_running.Keys))
        {
            End(cookie);
        }
    }

    private void End(int cookie)
    {
        if (_running.Remove(cookie, out var pair))
        {
            pair.To.Unshare();
            pair.From.Unshare();
        }
    }
}
