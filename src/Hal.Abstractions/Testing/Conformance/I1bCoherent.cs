using System;
using System.Threading;

namespace Hal.Testing;

/// <summary>I1b: both sides see each other's writes without Share, and aligned accesses do not tear.</summary>
internal sealed unsafe class I1bCoherent : ContractTest
{
    private const int Rounds = 20_000;

    public I1bCoherent()
        : base("I1b", "both sides see each other's writes to DMA memory at once, and aligned ones of up to 8 bytes do not tear")
    {
    }

    public override string Run<THal>(Trial trial)
    {
        IDeviceView device = trial.RequireDevice();
        DmaAllocation memory = Trial.Allocate<THal>(1);
        ulong* value = (ulong*)(memory.Vaddr + 64);
        bool done = false;
        var driver = new Thread(() =>
        {
            for (ulong i = 0; !Volatile.Read(ref done); i++)
            {
                Volatile.Write(ref *value, (i & 0xFF) * 0x0101010101010101); // all bytes the same
            }
        });
        driver.Start();
        byte[] seen = new byte[sizeof(ulong)];
        string? torn = null;
        for (int i = 0; i < Rounds && torn is null; i++)
        {
            torn = !device.TryRead(memory.Paddr + 64, seen) ? "the device could not read it"
                : seen.AsSpan().IndexOfAnyExcept(seen[0]) >= 0 ? $"the device read {Convert.ToHexString(seen)}, of two writes of the driver"
                : null;
        }

        Volatile.Write(ref done, true);
        driver.Join();
        Trial.Give<THal>(memory, 1);
        if (torn is not null)
        {
            Trial.Fail(torn);
        }

        return $"{Rounds} reads of 8 bytes by the device while the driver wrote them";
    }
}
