using System;
using Devices;
using Hal;

/// <summary>The next share is made while the previous one is with the device.</summary>
public sealed class PipelinedWrites<THal>(DmaEngine engine) where THal : struct, IHal
{
    public bool Write(ReadOnlySpan<DmaBuffer> buffers, PhysAddr target)
    {
        PhysAddr previous = default;
        DmaBuffer previousBuffer = default;
        int previousCookie = -1;
        bool ok = true;
        foreach (DmaBuffer buffer in buffers)
        {
            PhysAddr current = THal.Share(buffer, BufferDirection.DriverToDevice);
            if (previousCookie >= 0)
            {
                ok &= engine.WaitFor(previousCookie, 100);
                THal.Unshare(previous, previousBuffer, BufferDirection.DriverToDevice);
                previousCookie = -1;
            }

            int cookie = engine.Submit(current, target, buffer.Length);
            if (cookie < 0)
            {
                THal.Unshare(current, buffer, BufferDirection.DriverToDevice);
                return false;
            }

            previous = current;
            previousBuffer = buffer;
            previousCookie = cookie;
        }

        if (previousCookie >= 0)
        {
            ok &= engine.WaitFor(previousCookie, 100);
            THal.Unshare(previous, previousBuffer, BufferDirection.DriverToDevice);
        }

        return ok;
    }
}
