using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Direct I/O over a user's vector of buffers. A list of shares is filled, submitted and ended in one place, whichever way the request
// ends.
internal sealed class UserVector<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine;

    public UserVector(DmaEngine engine) => _engine = engine;

    public int ReadInto(Shared<THal> source, IReadOnlyList<Fragment> vector)
    {
        var parts = new List<Shared<THal>>(vector.Count);
        try
        {
            int offset = 0;
            foreach (Fragment fragment in vector)
            {
                if (fragment.Length <= 0 || offset > source.Buffer.Length - fragment.Length)
                {
                    return -22;
                }

                parts.Add(new Shared<THal>(fragment.Buffer, DeviceToDriver));
                offset += fragment.Length;
            }

            return CopyAll(source.Paddr, parts);
        }
        finally
        {
            foreach (Shared<THal> part in parts)
            {
                part.Unshare();
            }
        }
    }

    private int CopyAll(PhysAddr from, List<Shared<THal>> parts)
    {
        int copied = 0;
        foreach (Shared<THal> part in parts)
        {
            int cookie = _engine.Submit(from + copied, part.Paddr, part.Buffer.Length);
            if (cookie < 0)
            {
                return cookie;
            }

            if (!_engine.WaitFor(cookie, 1000))
            {
                _engine.Terminate();
                return -110;
            }

            copied += part.Buffer.Length;
        }

        return copied;
    }
}
