using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Authenticated encryption: associated data, payload and tag, unwound by labels.</summary>
public sealed class CryptoAead<THal>(CryptoUnit unit, Device engine)
    where THal : struct, IHal
{
    public bool Seal(DmaBuffer associated, DmaBuffer payload, DmaBuffer tag, PhysAddr key, out string? error)
    {
        error = null;
        if (!TryMap(associated, DriverToDevice, out PhysAddr a))
        {
            error = "associated data";
            goto Fail;
        }

        if (!TryMap(payload, Both, out PhysAddr p))
        {
            error = "payload";
            goto UnmapAssociated;
        }

        if (!TryMap(tag, DeviceToDriver, out PhysAddr t))
        {
            error = "tag";
            goto UnmapPayload;
        }

        int status = unit.Digest(a, associated.Length, t);
        if (status == 0)
        {
            status = unit.Encrypt(p, p, key, payload.Length);
        }

        if (status == 0 && !engine.Wait(200))
        {
            engine.Reset();
            status = -110;
        }

        if (status != 0)
        {
            error = $"engine: {status}";
        }

        THal.Unshare(t, tag, DeviceToDriver);
    UnmapPayload:
        THal.Unshare(p, payload, Both);
    UnmapAssociated:
        THal.Unshare(a, associated, DriverToDevice);
    Fail:
        return error is null;
    }

    private static bool TryMap(DmaBuffer buffer, BufferDirection direction, out PhysAddr paddr)
    {
        try
        {
            paddr = THal.Share(buffer, direction);
            return true;
        }
        catch (DmaException)
        {
            paddr = default;
            return false;
        }
    }
}
