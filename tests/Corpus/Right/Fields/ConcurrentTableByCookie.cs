using System.Collections.Concurrent;
using Devices;
using Hal;

/// <summary>A table by cookie between a submitting thread and a completion thread; where TryAdd fails the share ends at once.</summary>
public sealed class CookieTable<THal>
    where THal : struct, IHal
{
    private readonly ConcurrentDictionary<int, Shared<THal>> _pending = new();
    private readonly DmaEngine _engine = new();

    public bool Copy(DmaBuffer source, PhysAddr sink)
    {
        var share = new Shared<THal>(source, BufferDirection.DriverToDevice);
        int cookie = _engine.Submit(share.Paddr, sink, source.Length);
        if (cookie < 0)
        {
            share.Unshare();
            return false;
        }

        if (!_pending.TryAdd(cookie, share))
        {
            _engine.Terminate();
            share.Unshare();
            return false;
        }

        return true;
    }

    public void Completed(int cookie)
    {
        if (_pending.TryRemove(cookie, out Shared<THal> share))
        {
            share.Unshare();
        }
    }
}
