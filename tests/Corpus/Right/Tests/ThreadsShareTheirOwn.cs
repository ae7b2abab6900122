using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>A stress test: threads and Parallel.For share and unshare their own slices of one buffer.</summary>
public sealed class StressTest<THal>
    where THal : struct, IHal
{
    private int _errors;

    public int Run(DmaBuffer all, int threads)
    {
        int part = all.Length / threads;
        Parallel.For(0, threads, i =>
        {
            DmaBuffer mine = all.Slice(i * part, part);
            for (int round = 0; round < 1000; round++)
            {
                PhysAddr at = THal.Share(mine, BufferDirection.Both);
                if (at == default)
                {
                    Interlocked.Increment(ref _errors);
                }

                THal.Unshare(at, mine, BufferDirection.Both);
            }
        });

        var workers = new Thread[threads];
        for (int i = 0; i < threads; i++)
        {
            int number = i;
            workers[i] = new Thread(() =>
            {
                DmaBuffer mine = all.Slice(number * part, part);
                using var scope = new SharedScope<THal>(mine, BufferDirection.DriverToDevice);
                Expect.That(scope.Paddr != default);
            });
            workers[i].Start();
        }

        foreach (Thread worker in workers)
        {
            worker.Join();
        }

        return _errors;
    }
}
