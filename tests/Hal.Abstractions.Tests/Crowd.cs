using System;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Hal.Tests;

/// <summary>Threads that start together, for tests of what must hold under contention.</summary>
internal static class Crowd
{
    /// <summary>
    /// Runs <paramref name="body"/> on <paramref name="threads"/> threads of its own at once; the first failure fails the caller.
    /// </summary>
    public static void Run(int threads, Action<int> body)
    {
        using var start = new Barrier(threads);
        ExceptionDispatchInfo? failure = null;
        Thread[] crowd = Enumerable.Range(0, threads).Select(index => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                body(index);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
            }
        })).ToArray();
        Array.ForEach(crowd, thread => thread.Start());
        Array.ForEach(crowd, thread => thread.Join());
        failure?.Throw();
    }

    /// <summary>
    /// Runs <paramref name="body"/> for each round on two threads at the same moment: they meet before every round, so that a race of a few
    /// instructions is hit in some of many rounds.
    /// </summary>
    public static void InStep(int rounds, Action<int> body)
    {
        int[] arrived = new int[rounds];
        Run(2, _ =>
        {
            for (int round = 0; round < rounds; round++)
            {
                Interlocked.Increment(ref arrived[round]);
                long started = Environment.TickCount64;
                var spin = default(SpinWait);
                while (Volatile.Read(ref arrived[round]) < 2)
                {
                    spin.SpinOnce(sleep1Threshold: -1);
                    if (Environment.TickCount64 - started > 10_000)
                    {
                        throw new TimeoutException("The other thread has failed.");
                    }
                }

                body(round);
            }
        });
    }
}
