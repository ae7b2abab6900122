using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like moving ownership in Rust: the sender gives a share away by a parameter that says so, and forgets it. The method that gets the
// share ends it on each of its ways, or keeps it in its list.
public sealed class Outbox<THal>(Device device)
    where THal : struct, IHal
{
    private readonly List<Shared<THal>> _kept = [];

    public bool Closed { get; private set; }

    public bool Take([TransfersOwnership] Shared<THal> share)
    {
        if (Closed)
        {
            share.Unshare();
            return false;
        }

        if (!device.Submit(share.Paddr, share.Buffer.Length))
        {
            share.Unshare();
            return false;
        }

        _kept.Add(share);
        return true;
    }

    public void Close()
    {
        Closed = true;
        device.Reset();
        foreach (Shared<THal> share in _kept)
        {
            share.Unshare();
        }

        _kept.Clear();
    }
}

public sealed class Author<THal>(Outbox<THal> outbox)
    where THal : struct, IHal
{
    public int Send(IEnumerable<DmaBuffer> letters)
    {
        int sent = 0;
        foreach (DmaBuffer letter in letters)
        {
            using var scope = new SharedScope<THal>(letter, BufferDirection.DriverToDevice);
            if (letter.Length < 4 || letter[0] == 0)
            {
                continue;
            }

            if (outbox.Take(scope.Detach()))
            {
                sent++;
            }
        }

        return sent;
    }
}
