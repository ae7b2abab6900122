using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Runs a piece of driver code over the checked HAL and says what it left behind.</summary>
public static class LeakCensus
{
    public static bool Check<THal>(Func<DmaBuffer, PhysAddr, bool> step, int bytes)
        where THal : struct, IHal
    {
        using var buffer = new PinnedBuffer(bytes);
        PhysAddr address = Checked<THal>.Share(buffer.Buffer, BufferDirection.Both);
        bool ok;
        try
        {
            ok = step(buffer.Buffer, address);
        }
        finally
        {
            Checked<THal>.Unshare(address, buffer.Buffer, BufferDirection.Both);
        }

        foreach (HeldResource held in Checked<THal>.Held())
        {
            Log.Info($"still held: {held}");
            ok = false;
        }

        return ok;
    }
}
