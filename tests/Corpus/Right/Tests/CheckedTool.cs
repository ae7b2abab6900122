using System;
using System.Linq;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Runs a workload with the contracts checked and prints what it held at its end.</summary>
public static class HeldReport<THal>
    where THal : struct, IHal
{
    public static int Run(Action<Device> workload, Device device, Action<string> print)
    {
        Checked<THal>.Reset();
        Checked<THal>.Options = new CheckedOptions { ThrowOnViolation = false, Stacks = StackCapture.Budgeted };
        workload(device);
        foreach (IGrouping<HeldKind, HeldResource> kind in Checked<THal>.Held().GroupBy(static held => held.Kind))
        {
            print($"{kind.Key}: {kind.Count()}");
            foreach (HeldResource held in kind.OrderBy(static h => h.Sequence))
            {
                print($"  {held.Paddr} {held.Length} bytes, {held.Direction}, {held.MadeAt ?? "unknown"}");
            }
        }

        return (int)Math.Min(int.MaxValue, Checked<THal>.Violations);
    }

    public static int Probe(Device device, PinnedBuffer scratch, Action<string> print) => Run(
        tested =>
        {
            PhysAddr paddr = Checked<THal>.Share(scratch.Buffer, Both);
            if (tested.Submit(paddr))
            {
                tested.Wait(100);
                tested.Reset();
            }

            Checked<THal>.Unshare(paddr, scratch.Buffer, Both);
        },
        device,
        print);
}
