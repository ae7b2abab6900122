using System;
using System.Threading;
using Devices;
using Hal;

/// <summary>One share, many completions: the one that counts down to zero ends it.</summary>
public sealed class CountedCompletions<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue = new();

    public void Write(ulong sector, DmaBuffer data, int parts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        int left = parts;
        int size = data.Length / parts;
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        for (int i = 0; i < parts; i++)
        {
            _queue.Start(sector + (ulong)i, at + i * size, size, _ =>
            {
                if (Interlocked.Decrement(ref left) == 0)
                {
                    THal.Unshare(at, data, BufferDirection.DriverToDevice);
                }
            });
        }
    }

    public void WriteAndWait(ulong sector, DmaBuffer data)
    {
        using var done = new CountdownEvent(2);
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        _queue.Start(sector, at, data.Length / 2, _ => done.Signal());
        _queue.Start(sector + 1, at + data.Length / 2, data.Length / 2, _ => done.Signal());
        done.Wait();
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
    }
}
