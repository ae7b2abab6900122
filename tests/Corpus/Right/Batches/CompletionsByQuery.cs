using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;

namespace Drivers;

// Completed copies are picked by LINQ from a list of what is under way. Each finished element is ended and leaves the list; a terminate
// ends all the others.
public sealed class QueriedCopies<THal>
    where THal : struct, IHal
{
    private sealed record Copy(int Cookie, Shared<THal> Source, Shared<THal> Target);

    private readonly DmaEngine _engine;
    private readonly List<Copy> _underWay = new();

    public QueriedCopies(DmaEngine engine) => _engine = engine;

    public bool Begin(DmaBuffer from, DmaBuffer to)
    {
        var source = new Shared<THal>(from, BufferDirection.DriverToDevice);
        Shared<THal> target;
        try
        {
            target = new Shared<THal>(to, BufferDirection.DeviceToDriver);
        }
        catch (DmaException)
        {
            source.Unshare();
            return false;
        }

        int cookie = _engine.Submit(source.Paddr, target.Paddr, from.Length);
        if (cookie < 0)
        {
            target.Unshare();
            source.Unshare();
            return false;
        }

        _underWay.Add(new Copy(cookie, source, target));
        return true;
    }

    public int Reap()
    {
        List<Copy> finished = _underWay.Where(copy => _engine.IsComplete(copy.Cookie)).ToList();
        foreach (Copy copy in finished)
        {
            _underWay.Remove(copy);
            copy.Target.Unshare();
            copy.Source.Unshare();
        }

        return finished.Sum(copy => copy.Target.Buffer.Length);
    }

    public void Terminate()
    {
        _engine.Terminate();
        _underWay.ForEach(copy =>
        {
            copy.Target.Unshare();
            copy.Source.Unshare();
        });
        _underWay.Clear();
    }
}
