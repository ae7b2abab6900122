using System;

namespace Hal.Testing;

/// <summary>I12: shares are told apart by address, not by pointer, and end in any order.</summary>
internal sealed unsafe class I12ByAddress : ContractTest
{
    private const int Length = 256;

    public I12ByAddress()
        : base("I12", "shares are told apart by address: the same bytes may be in two, and they end in any order")
    {
    }

    public override string Run<THal>(Trial trial)
    {
        using var memory = new PinnedBuffer(2 * Length);
        for (int round = 0; round < 8; round++)
        {
            Twice<THal>(trial.Device, memory.Buffer.Slice(0, Length), memory.Buffer.Slice(Length, Length), round);
        }

        AnyOrder<THal>(trial);
        return "shares of the same bytes, ended in any order"
            + (trial.Device is null ? "; what the device sees of them could not be tried" : "");
    }

    // The same bytes are shared twice, one share ends, and other bytes are shared: the share that is left must still be that of the first
    // bytes.
    private static void Twice<THal>(IDeviceView? device, DmaBuffer buffer, DmaBuffer other, int round)
        where THal : struct, IHal
    {
        const BufferDirection Direction = BufferDirection.DriverToDevice;
        Trial.Fill(buffer.AsSpan(), round);
        Trial.Fill(other.AsSpan(), round + 100);
        DmaBuffer again = round % 2 == 0 ? buffer : buffer.Slice(0, Length / 2); // the same start with another length
        PhysAddr first = Trial.Share<THal>(buffer, Direction);
        PhysAddr second = Trial.Share<THal>(again, Direction);
        bool firstEnds = round % 4 < 2;
        (PhysAddr ended, DmaBuffer endedBuffer) = firstEnds ? (first, buffer) : (second, again);
        (PhysAddr left, DmaBuffer leftBuffer) = firstEnds ? (second, again) : (first, buffer);
        THal.Unshare(ended, endedBuffer, Direction);
        PhysAddr third = Trial.Share<THal>(other, Direction);
        if (Trial.Overlap(third.Value, Length, left.Value, (ulong)leftBuffer.Length))
        {
            Trial.Fail(
                $"the address {third} of a new share lies in {left}, a live share of other memory: the same bytes were shared twice, "
                    + "and the end of one share has ended both");
        }

        if (device is not null)
        {
            Trial.Expect(
                Trial.DeviceRead(device, left, leftBuffer.Length, "a share whose twin has ended"),
                round,
                "the device's view of a share whose twin has ended");
        }

        THal.Unshare(left, leftBuffer, Direction);
        THal.Unshare(third, other, Direction);
    }

    private static void AnyOrder<THal>(Trial trial)
        where THal : struct, IHal
    {
        const int Count = 12;
        using var memory = new PinnedBuffer(Count * Length);
        var shares = new PhysAddr[Count];
        int[] order = new int[Count];
        for (int i = 0; i < Count; i++)
        {
            order[i] = i;
            Trial.Fill(Part(i).AsSpan(), i);
            shares[i] = Trial.Share<THal>(Part(i), BufferDirection.Both);
        }

        trial.Random.Shuffle(order);
        foreach (int i in order)
        {
            if (trial.Device is { } device)
            {
                byte[] written = new byte[Length];
                Trial.Fill(written, i + 50);
                Trial.DeviceWrite(device, shares[i], written, "one of 12 shares");
            }

            THal.Unshare(shares[i], Part(i), BufferDirection.Both);
        }

        for (int i = 0; i < Count; i++)
        {
            Trial.Expect(
                Part(i).AsReadOnlySpan(), trial.Device is null ? i : i + 50, $"buffer {i} of {Count}, whose shares ended in random order");
        }

        DmaBuffer Part(int index) => memory.Buffer.Slice(index * Length, Length);
    }
}
