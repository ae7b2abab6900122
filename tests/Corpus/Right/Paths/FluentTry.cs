using System.Diagnostics.CodeAnalysis;
using Devices;
using Hal;

namespace Drivers;

// Like chains of Try methods: each step has its own clean-up, and the chain stops at the first that says no. TryShare promises a live
// share only with true, and its caller ends it on every way from there.
public sealed class TrySender<THal>(Device device)
    where THal : struct, IHal
{
    public bool TrySend(DmaBuffer data, [NotNullWhen(false)] out string? why)
    {
        if (data.IsEmpty)
        {
            why = "nothing to send";
            return false;
        }

        if (!TryShare(data, out PhysAddr address))
        {
            why = "no mapping";
            return false;
        }

        bool sent = TryStart(address, data.Length, out why) && TryWait(out why);
        THal.Unshare(address, data, BufferDirection.DriverToDevice);
        return sent;
    }

    private static bool TryShare(DmaBuffer data, [MustUnshare] out PhysAddr address)
    {
        try
        {
            address = THal.Share(data, BufferDirection.DriverToDevice);
            return true;
        }
        catch (DmaException)
        {
            address = default;
            return false;
        }
    }

    private bool TryStart(PhysAddr address, int length, [NotNullWhen(false)] out string? why)
    {
        int status = device.Start(address, length);
        why = status < 0 ? $"start: {status}" : null;
        return status >= 0;
    }

    private bool TryWait([NotNullWhen(false)] out string? why)
    {
        for (int i = 0; i < 3; i++)
        {
            if (device.Wait(100))
            {
                why = null;
                return true;
            }
        }

        device.Reset();
        why = "no answer";
        return false;
    }
}
