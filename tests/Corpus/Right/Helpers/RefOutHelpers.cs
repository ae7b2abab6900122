using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A mapping in the caller's variables, by ref; the helper clears what it ends.</summary>
public sealed class RefOutHelpers<THal>(Device device)
    where THal : struct, IHal
{
    private static bool Map(DmaBuffer buffer, BufferDirection direction, ref PhysAddr? slot)
    {
        if (slot is not null)
        {
            return true;
        }

        try
        {
            slot = THal.Share(buffer, direction);
            return true;
        }
        catch (DmaException)
        {
            return false;
        }
    }

    private static void Unmap(DmaBuffer buffer, BufferDirection direction, ref PhysAddr? slot)
    {
        if (slot is { } paddr)
        {
            THal.Unshare(paddr, buffer, direction);
            slot = null;
        }
    }

    public bool Exchange(DmaBuffer request, DmaBuffer reply)
    {
        PhysAddr? outgoing = null;
        PhysAddr? incoming = null;
        bool good = Map(request, DriverToDevice, ref outgoing)
            && Map(reply, DeviceToDriver, ref incoming)
            && device.Submit(outgoing!.Value)
            && device.Submit(incoming!.Value)
            && device.Wait(100);
        if (!good)
        {
            device.Reset();
        }

        Unmap(reply, DeviceToDriver, ref incoming);
        Unmap(request, DriverToDevice, ref outgoing);
        return good;
    }
}
