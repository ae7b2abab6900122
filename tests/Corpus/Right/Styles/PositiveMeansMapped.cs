using System;
using Devices;
using Hal;

public sealed class PositiveMeansMapped<THal>(Ring ring) where THal : struct, IHal
{
    private readonly PhysAddr[] _addresses = new PhysAddr[8];
    private readonly DmaBuffer[] _buffers = new DmaBuffer[8];

    // Returns how many were mapped.
    private int MapAll(ReadOnlySpan<DmaBuffer> buffers)
    {
        int n = 0;
        foreach (DmaBuffer b in buffers)
        {
            if (n == _addresses.Length)
            {
                break;
            }

            _buffers[n] = b;
            _addresses[n++] = THal.Share(b, BufferDirection.DriverToDevice);
        }

        return n;
    }

    private void UnmapAll(int n)
    {
        for (int i = 0; i < n; i++)
        {
            THal.Unshare(_addresses[i], _buffers[i], BufferDirection.DriverToDevice);
        }
    }

    public bool Send(ReadOnlySpan<DmaBuffer> buffers)
    {
        int n = MapAll(buffers);
        if (n < buffers.Length)
        {
            UnmapAll(n);
            return false;
        }

        for (int i = 0; i < n; i++)
        {
            ring.Post(i, _addresses[i], _buffers[i].Length);
        }

        ring.Doorbell();
        while (!ring.IsDone(n - 1))
        {
        }

        UnmapAll(n);
        return true;
    }
}
