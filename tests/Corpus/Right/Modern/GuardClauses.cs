using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Guard clauses in every form in front of the share, and checks that never return behind it.
public sealed class GuardClauses<THal>(Device device)
    where THal : struct, IHal
{
    public int Run(DmaBuffer buffer, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        if (buffer is { IsEmpty: true } or { Length: > 65536 })
        {
            throw new ArgumentException("bad length", nameof(buffer));
        }

        PhysAddr paddr = THal.Share(buffer, Both);
        if (paddr.Value >> 32 != 0)
        {
            Environment.FailFast("the device cannot address it");
        }

        Panic.Unless(paddr.Value % 8 == 0, "misaligned");
        int status = device.Start(paddr, Math.Min(buffer.Length, limit));
        if (status == int.MinValue)
        {
            Panic.Now("the device is gone");
        }

        device.Reset();
        THal.Unshare(paddr, buffer, Both);
        return status;
    }
}
