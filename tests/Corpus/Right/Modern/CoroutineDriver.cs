using System.Collections.Generic;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A driver as a coroutine: every yield waits for the interrupt; the caller disposes the iterator when it gives up.
public sealed class CoroutineDriver<THal>(Device device)
    where THal : struct, IHal
{
    public enum Step
    {
        WaitInterrupt,
        Done,
        Failed,
    }

    public IEnumerator<Step> Firmware(DmaBuffer image, DmaBuffer answer)
    {
        using var first = new HeldShare(image, DriverToDevice);
        if (!device.Submit(first.Paddr, image.Length))
        {
            yield return Step.Failed;
            yield break;
        }

        yield return Step.WaitInterrupt;
        using (var second = new HeldShare(answer, DeviceToDriver))
        {
            device.Submit(second.Paddr, answer.Length);
            yield return Step.WaitInterrupt;
        }

        yield return answer[0] == 0 ? Step.Done : Step.Failed;
    }

    private sealed class HeldShare(DmaBuffer buffer, BufferDirection direction) : IDisposable
    {
        private readonly Shared<THal> _share = new(buffer, direction);

        public PhysAddr Paddr => _share.Paddr;

        public void Dispose() => _share.Unshare();
    }
}
