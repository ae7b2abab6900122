using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Devices;
using Hal;

namespace Drivers;

// Two paths to one disk: when the first does not take a request, the second gets the same address. One share for both attempts, ended
// once after the path that took the request is done.
public sealed class MultiPathDisk<THal>
    where THal : struct, IHal
{
    private readonly List<Device> _paths;
    private int _preferred;

    public MultiPathDisk(IEnumerable<Device> paths) => _paths = new List<Device>(paths);

    public bool Read(DmaBuffer into)
    {
        PhysAddr address = THal.Share(into, BufferDirection.DeviceToDriver);
        bool done = false;
        try
        {
            while (!done && TrySubmit(address, into.Length, out Device? path))
            {
                done = path.Wait(200);
                if (!done)
                {
                    Fail(path);
                }
            }
        }
        finally
        {
            THal.Unshare(address, into, BufferDirection.DeviceToDriver);
        }

        return done;
    }

    private bool TrySubmit(PhysAddr address, int length, [NotNullWhen(true)] out Device? path)
    {
        for (int i = 0; i < _paths.Count; i++)
        {
            Device candidate = _paths[(_preferred + i) % _paths.Count];
            if (candidate.Submit(address, length))
            {
                path = candidate;
                return true;
            }
        }

        path = null;
        return false;
    }

    private void Fail(Device path)
    {
        // The failed path is out of the game before the request goes to another one.
        path.Reset();
        int index = _paths.IndexOf(path);
        if (index >= 0)
        {
            _paths.RemoveAt(index);
        }

        _preferred = 0;
    }
}
