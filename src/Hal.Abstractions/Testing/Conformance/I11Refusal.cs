using System;
using System.Collections.Generic;

namespace Hal.Testing;

/// <summary>I11: a share that cannot be made throws DmaException and holds nothing; Share never returns 0.</summary>
internal sealed unsafe class I11Refusal : ContractTest
{
    private const int Length = 512;

    public I11Refusal()
        : base("I11", "a share that cannot be made throws DmaException and holds nothing; Share never returns 0")
    {
    }

    public override string Run<THal>(Trial trial)
    {
        int most = trial.Options.MostShares;
        using var memory = new PinnedBuffer(checked(most * Length));
        int first = FillUp<THal>(memory.Buffer, most, out bool refused);
        int second = FillUp<THal>(memory.Buffer, most, out _);
        if (second < first)
        {
            Trial.Fail(
                $"the first time {first} shares could be made, and after all were ended and one refused only {second}: something is "
                    + "still held");
        }

        for (int i = 0; i < 4 * most; i++) // slots that are not given back one by one run out here
        {
            DmaBuffer buffer = memory.Buffer.Slice(0, Length);
            BufferDirection direction = Trial.Directions[i % 3];
            try
            {
                THal.Unshare(Trial.Share<THal>(buffer, direction), buffer, direction);
            }
            catch (DmaException exception)
            {
                Trial.Fail($"after {i} shares, each ended at once, the next was refused: {exception.Message}");
            }
        }

        return refused
            ? $"filled up twice, with {first} shares of {Length} bytes, and refused rightly"
            : $"{first} shares of {Length} bytes at once, none refused";
    }

    private static int FillUp<THal>(DmaBuffer memory, int most, out bool refused)
        where THal : struct, IHal
    {
        var live = new List<(PhysAddr Paddr, DmaBuffer Buffer)>();
        refused = false;
        while (live.Count < most && !refused)
        {
            DmaBuffer buffer = memory.Slice(live.Count * Length, Length);
            try
            {
                live.Add((Trial.Share<THal>(buffer, BufferDirection.Both), buffer));
            }
            catch (DmaException)
            {
                refused = true;
            }
            catch (Exception exception) when (exception is not TrialEnd)
            {
                Trial.Fail(
                    $"the share number {live.Count + 1} was refused by {exception.GetType().Name} instead of DmaException: "
                        + $"{exception.Message}");
            }
        }

        live.ForEach(share => THal.Unshare(share.Paddr, share.Buffer, BufferDirection.Both));
        return live.Count;
    }
}
