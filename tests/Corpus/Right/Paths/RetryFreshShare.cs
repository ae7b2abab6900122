using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A write that is tried a few times, with a share of its own for each attempt and a pause between. Every attempt ends its share before
// the next begins, and an exhausted bounce area counts as an attempt.
public sealed class RetryingWriter<THal>
    where THal : struct, IHal
{
    private readonly Device _disk;
    private readonly int _attempts;

    public RetryingWriter(Device disk, int attempts)
    {
        _disk = disk;
        _attempts = attempts;
    }

    public bool Write(DmaBuffer data)
    {
        int pause = 1;
        for (int attempt = 0; attempt < _attempts; attempt++)
        {
            switch (TryOnce(data))
            {
                case Outcome.Done:
                    return true;
                case Outcome.Broken:
                    return false;
                case Outcome.Again:
                    Thread.Sleep(pause);
                    pause *= 2;
                    break;
            }
        }

        return false;
    }

    private Outcome TryOnce(DmaBuffer data)
    {
        PhysAddr address;
        try
        {
            address = THal.Share(data, BufferDirection.DriverToDevice);
        }
        catch (DmaException)
        {
            return Outcome.Again;
        }

        Outcome outcome;
        if (!_disk.Submit(address, data.Length))
        {
            outcome = Outcome.Again;
        }
        else if (_disk.Wait(500))
        {
            outcome = _disk.Status == 0 ? Outcome.Done : Outcome.Broken;
        }
        else
        {
            _disk.Reset();
            outcome = Outcome.Again;
        }

        THal.Unshare(address, data, BufferDirection.DriverToDevice);
        return outcome;
    }

    private enum Outcome
    {
        Done,
        Again,
        Broken,
    }
}
