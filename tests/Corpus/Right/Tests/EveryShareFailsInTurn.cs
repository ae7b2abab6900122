using System.Collections.Generic;
using Devices;
using Hal;
using Hal.Testing;

namespace Drivers;

/// <summary>Makes every share of an operation fail in turn; whatever fails, nothing may stay behind.</summary>
public static class FaultSweep
{
    private readonly struct Scope
    {
    }

    private static bool Operation(IReadOnlyList<DmaBuffer> parts)
    {
        var shares = new Shared<FakeHal<Scope>.Binding>[parts.Count];
        int held = 0;
        try
        {
            while (held < parts.Count)
            {
                shares[held] = new Shared<FakeHal<Scope>.Binding>(parts[held], BufferDirection.DriverToDevice);
                held++;
            }

            return true;
        }
        catch (DmaException)
        {
            return false;
        }
        finally
        {
            for (int i = 0; i < held; i++)
            {
                shares[i].Unshare();
            }
        }
    }

    public static void NothingStaysBehind()
    {
        using var memory = new PinnedBuffer(1024);
        var parts = new List<DmaBuffer>();
        for (int offset = 0; offset < 1024; offset += 128)
        {
            parts.Add(memory.Buffer.Slice(offset, 128));
        }

        for (int failing = 1; failing <= parts.Count + 1; failing++)
        {
            FakeHal<Scope>.Faults.FailShare(failing);
            bool ok = Operation(parts);
            FakeHal<Scope>.Faults.Clear();
            Expect.Same(failing > parts.Count, ok);
            Expect.Same(0, FakeHal<Scope>.LiveShares);
        }
    }
}
