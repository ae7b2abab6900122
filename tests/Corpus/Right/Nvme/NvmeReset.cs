using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A command with retries: after each time-out the controller is reset before the next attempt.</summary>
public sealed class NvmeReset<THal>(NvmeQueue queue, Device controller)
    where THal : struct, IHal
{
    private const int Attempts = 4;

    private enum Outcome
    {
        Done,
        Retry,
        Fatal,
    }

    public bool Read(DmaBuffer data)
    {
        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            PhysAddr paddr = THal.Share(data, DeviceToDriver);
            Outcome outcome = Try(paddr);
            THal.Unshare(paddr, data, DeviceToDriver);
            switch (outcome)
            {
                case Outcome.Done:
                    return true;
                case Outcome.Retry:
                    Thread.Sleep(10 * attempt);
                    continue;
                default:
                    return false;
            }
        }

        return false;
    }

    private Outcome Try(PhysAddr paddr)
    {
        int command = queue.Submit(2, paddr, default);
        if (command < 0)
        {
            return command == -11 ? Outcome.Retry : Outcome.Fatal;
        }

        var deadline = Deadline.In(1000);
        do
        {
            if (queue.IsDone(command))
            {
                return queue.Error == 0 ? Outcome.Done : Outcome.Retry;
            }

            Thread.SpinWait(100);
        }
        while (!deadline.Expired);

        controller.Reset();
        return controller.Ready ? Outcome.Retry : Outcome.Fatal;
    }
}
