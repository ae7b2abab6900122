using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Who has the duty is said in the signatures.</summary>
public sealed class AnnotatedHelpers<THal>(Device device)
    where THal : struct, IHal
{
    [return: MustUnshare]
    private static PhysAddr MapForRead(DmaBuffer buffer) => THal.Share(buffer, DeviceToDriver);

    private static bool TryMap(DmaBuffer buffer, [MustUnshare] out Shared<THal> shared)
    {
        try
        {
            shared = new Shared<THal>(buffer, DriverToDevice);
            return true;
        }
        catch (DmaException)
        {
            shared = default;
            return false;
        }
    }

    private static void Finish([Unshares] PhysAddr paddr, DmaBuffer buffer) => THal.Unshare(paddr, buffer, DeviceToDriver);

    public bool Read(DmaBuffer buffer)
    {
        PhysAddr paddr = MapForRead(buffer);
        bool good = device.Submit(paddr, buffer.Length) && device.Wait(100);
        if (!good)
        {
            device.Reset();
        }

        Finish(paddr, buffer);
        return good;
    }

    public bool Write(DmaBuffer buffer)
    {
        if (!TryMap(buffer, out Shared<THal> shared))
        {
            return false;
        }

        if (!device.Submit(shared.Paddr))
        {
            shared.Unshare();
            return false;
        }

        Complete(shared);
        return true;
    }

    private void Complete([TransfersOwnership] Shared<THal> shared)
    {
        if (!device.Wait(1000))
        {
            device.Reset();
        }

        shared.Unshare();
    }
}
