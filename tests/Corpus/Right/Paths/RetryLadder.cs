using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A transfer that is tried by direct memory, then by a bounce, then by registers.</summary>
public sealed class RetryLadder<THal>(Device device)
    where THal : struct, IHal
{
    private const int BounceBytes = 4096;

    public bool Send(DmaBuffer data)
    {
        if (TryDirect(data) is { } direct)
        {
            return direct;
        }

        return TryBounced(data) ?? ByRegisters(data);
    }

    private bool? TryDirect(DmaBuffer data)
    {
        try
        {
            using var shared = new SharedScope<THal>(data, DriverToDevice);
            return Run(shared.Paddr, data.Length);
        }
        catch (DmaException)
        {
            return null;
        }
    }

    private bool? TryBounced(DmaBuffer data)
    {
        if (!Dma<THal>.TryCreate(HalConstants.PagesFor(BounceBytes), DriverToDevice, out Dma<THal>? bounce))
        {
            return null;
        }

        using (bounce)
        {
            for (int at = 0; at < data.Length; at += BounceBytes)
            {
                DmaBuffer piece = data.Slice(at, Math.Min(BounceBytes, data.Length - at));
                piece.AsReadOnlySpan().CopyTo(bounce.AsSpan());
                if (!Run(bounce.Paddr, piece.Length))
                {
                    return false;
                }
            }

            return true;
        }
    }

    private bool ByRegisters(DmaBuffer data)
    {
        for (int i = 0; i < data.Length; i++)
        {
            device.WriteRegister(0x40, data[i]);
        }

        return device.Poll();
    }

    private bool Run(PhysAddr paddr, int length)
    {
        if (device.Start(paddr, length) != 0)
        {
            return false;
        }

        if (device.Wait(250))
        {
            return true;
        }

        device.Reset();
        return false;
    }
}
